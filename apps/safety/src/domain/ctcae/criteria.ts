import { analytesGraded } from './analytes.js';
import type { Criterion, CriterionId } from './criterion.js';
import type { CtcaeVersion } from './term.js';
import { criteriaV403 } from './v4.03.js';
import { criteriaV50 } from './v5.0.js';
import { criteriaV60 } from './v6.0.js';

/** Every numeric criterion of a version: laboratory, urine, vital signs, ECG, function tests, local findings. */
export const criteriaOf = (version: CtcaeVersion): readonly Criterion[] => byVersion[version];

/**
 * The criteria that may propose an adverse event from a result of this analyte: none, one, or one per direction
 * (anemia and hemoglobin increased). Diagnoses and terms that begin inside normal values propose nothing.
 */
export function criteriaFor(version: CtcaeVersion, analyte: string): readonly Criterion[] {
  const names = analytesGraded(analyte);
  return criteriaOf(version).filter((criterion) => criterion.proposes && names.includes(criterion.analyte));
}

/** The criterion a stored grade names, to show why it was given. */
export const criterionById = (id: CriterionId): Criterion | undefined => byId.get(id);

const byVersion: Readonly<Record<CtcaeVersion, readonly Criterion[]>> = {
  '4.03': criteriaV403,
  '5.0': criteriaV50,
  '6.0': criteriaV60,
};

const byId: ReadonlyMap<CriterionId, Criterion> = new Map(
  Object.values(byVersion).flatMap((criteria) => criteria.map((criterion) => [criterion.id, criterion] as const)),
);
