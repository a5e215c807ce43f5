/** A test that takes days or weeks: cells cannot always wait for it. */
export type TestResult = 'pending' | 'passed' | 'failed';

/**
 * What is measured before a batch is released (markers: ISCT 2006, Dominici et al., Cytotherapy 8:315). A batch without
 * cells has the same attributes with made-up values; only what is tested in every batch is judged then.
 */
export interface ReleaseAttributes {
  readonly viableCells: number;
  readonly viabilityPercent: number;
  readonly cd73Percent: number;
  readonly cd90Percent: number;
  readonly cd105Percent: number;
  readonly cd34Percent: number;
  readonly cd45Percent: number;
  readonly cd14Percent: number;
  readonly cd19Percent: number;
  readonly hlaDrPercent: number;
  readonly sterility: TestResult;
  readonly mycoplasma: TestResult;
  /** Endotoxin units per millilitre. */
  readonly endotoxin: number;
  readonly passage: number;
  readonly karyotype: 'not-done' | 'normal' | 'abnormal';
  /** Without the donor's HLA type no antibody can be called donor-specific. */
  readonly hlaTyped: boolean;
}

/** The limits of the trial file. */
export interface ReleaseLimits {
  readonly viabilityAtLeastPercent: number;
  readonly presentMarkersAtLeastPercent: number;
  readonly absentMarkersAtMostPercent: number;
  readonly endotoxinAtMost: number;
}

/**
 * The attributes that speak against release; none when the batch may be released. Sterility may still be pending: the
 * release is conditional then, and what comes later can still change the status of the batch. Mycoplasma may not.
 */
export function releaseFindings(
  attributes: ReleaseAttributes,
  limits: ReleaseLimits,
  holdsCells: boolean,
): readonly (keyof ReleaseAttributes)[] {
  const inEveryBatch = [
    ...(attributes.sterility === 'failed' ? (['sterility'] as const) : []),
    ...(attributes.mycoplasma === 'passed' ? [] : (['mycoplasma'] as const)),
    ...(attributes.endotoxin > limits.endotoxinAtMost ? (['endotoxin'] as const) : []),
  ];
  return holdsCells ? [...inEveryBatch, ...cellFindings(attributes, limits)] : inEveryBatch;
}

function cellFindings(attributes: ReleaseAttributes, limits: ReleaseLimits): readonly (keyof ReleaseAttributes)[] {
  return [
    ...(attributes.viableCells > 0 ? [] : (['viableCells'] as const)),
    ...(attributes.viabilityPercent < limits.viabilityAtLeastPercent ? (['viabilityPercent'] as const) : []),
    ...PRESENT.filter((marker) => attributes[marker] < limits.presentMarkersAtLeastPercent),
    ...ABSENT.filter((marker) => attributes[marker] > limits.absentMarkersAtMostPercent),
    ...(attributes.karyotype === 'abnormal' ? (['karyotype'] as const) : []),
  ];
}

const PRESENT = ['cd73Percent', 'cd90Percent', 'cd105Percent'] as const;
const ABSENT = ['cd34Percent', 'cd45Percent', 'cd14Percent', 'cd19Percent', 'hlaDrPercent'] as const;
