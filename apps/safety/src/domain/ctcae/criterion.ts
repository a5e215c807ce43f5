import type { OrganClass } from './organ-classes.js';
import type { CtcaeVersion, Grade } from './term.js';

/** What one number can say: 0 means "gradable, and no criterion met"; 5 is never derived from a value. */
export type ValueGrade = 0 | 1 | 2 | 3 | 4;

/** Version and term slug, with the variant behind `--`: `4.03/anemia`, `6.0/hypertension--systolic`. */
export type CriterionId = string;

/** How one CTCAE term grades one analyte, in our own encoding. One analyte may have a term for each direction. */
export interface Criterion {
  readonly id: CriterionId;
  readonly version: CtcaeVersion;
  /** The slug of the dictionary term, without version. */
  readonly term: string;
  readonly variant: string | null;
  readonly organClass: OrganClass;
  readonly analyte: string;
  readonly direction: 'low' | 'high';
  /** False where the term is a diagnosis or starts within normal values: never proposed from a number alone. */
  readonly proposes: boolean;
  /** One ladder per unit. NCI prints rounded pairs, so a value is graded in its own unit and never converted across. */
  readonly unitSets: readonly UnitSet[];
  /** Clinical findings that reach a grade whatever the number says; the form asks for them. */
  readonly clinicalAlternatives?: Readonly<Partial<Record<Grade, readonly string[]>>>;
  /** What the printed text leaves open and how it was decided. */
  readonly note?: string;
  /** How many independent encodings of the published text say the same; 1 is the text alone. */
  readonly agreeingSources: number;
}

export interface UnitSet {
  /** UCUM; null where the ladder is made of ratios only and any unit serves value, limits and baseline alike. */
  readonly unit: string | null;
  /** False where the ladder is a conversion of ours, because NCI prints none in this unit. */
  readonly printed: boolean;
  /** Alternatives of one grade are joined by OR; the highest grade that holds is the result. */
  readonly grades: Readonly<Partial<Record<Exclude<ValueGrade, 0>, readonly Alternative[]>>>;
  /** Situations in which the ladder must not speak; looked at before it. */
  readonly exclusions?: readonly Exclusion[];
  /** The same where the ladder is silent and only whoever proposes an event must not take that for grade 0. */
  readonly cautions?: readonly Exclusion[];
}

export interface Alternative {
  /** Joined by AND. */
  readonly all: readonly Condition[];
  readonly when?: Circumstances;
}

export type Comparison = '<' | '<=' | '>' | '>=';

export interface Condition {
  /** What is compared; the value itself when absent. */
  readonly x?: Operand;
  readonly op: Comparison;
  readonly bound: Bound;
}

/** Percent fall and rise, and fall and rise in units, are taken from the baseline; `baseline` is the baseline itself. */
export type Operand = 'pctDecrease' | 'pctIncrease' | 'drop' | 'rise' | 'baseline';

/** A number in the unit of the set, or a limit, the baseline or an assay constant with a factor or a distance. */
export type Bound =
  | { readonly abs: number }
  | { readonly xULN: number }
  | { readonly xLLN: number }
  | { readonly xBaseline: number }
  | { readonly ulnPlus: number }
  | { readonly llnMinus: number }
  | { readonly baselinePlus: number }
  | { readonly xBaselineULN: number }
  | { readonly named: 'manufacturerMiCutoff' };

/** What must be known beside the number. Baseline status is the baseline against its own reference range. */
export type Circumstances = { readonly baselineStatus?: 'high' | 'notHigh' | 'low' } & ClinicalFacts;

export const clinicalFacts = [
  'confirmedOnTwoEcgs',
  'durationOver24h',
  'interventionInitiated',
  'onAnticoagulation',
  'physiologicConsequences',
  'proteinuriaPresent',
  'pulmonarySymptoms',
  'symptomatic',
  'symptomaticOrInterventionIndicated',
] as const;
export type ClinicalFact = (typeof clinicalFacts)[number];
export type ClinicalFacts = { readonly [Fact in ClinicalFact]?: boolean };

export interface Exclusion extends Alternative {
  readonly outcome: 'not-gradable' | { readonly atLeast: ValueGrade; readonly atMost: ValueGrade };
  readonly reason: string;
}
