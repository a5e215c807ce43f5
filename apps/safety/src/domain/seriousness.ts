import type { Grade } from './ctcae/term.js';

/**
 * What makes an adverse event serious (AESER and its flags): Reg. (EU) 536/2014 art. 2(33); the last one is a medical
 * judgement of sponsor or protocol (ICH E2A) and a tick of its own.
 */
export const seriousnessCriteria = [
  'death',
  'life-threatening',
  'hospitalisation',
  'disability',
  'congenital-anomaly',
  'medically-important',
] as const;
export type SeriousnessCriterion = (typeof seriousnessCriteria)[number];

/** An event is serious when at least one criterion was ticked; its grade plays no part. */
export const isSerious = (criteria: readonly SeriousnessCriterion[]): boolean => criteria.length > 0;

/** Whether the seven-day clock applies. */
export const isFatalOrLifeThreatening = (criteria: readonly SeriousnessCriterion[]): boolean =>
  criteria.includes('death') || criteria.includes('life-threatening');

/** Each is a question to the person who reported, never a correction made by the software. */
export type SeriousnessWarning =
  | 'death-without-grade-5'
  | 'grade-4-without-life-threatening'
  | 'life-threatening-below-grade-4'
  | 'grade-3-or-more-not-serious';

/**
 * Compares seriousness with the grade. Both were asked, both stay as answered: grade 4 is usually, but not
 * automatically, life-threatening.
 */
export function seriousnessWarnings(
  criteria: readonly SeriousnessCriterion[],
  grade: Grade | null,
): readonly SeriousnessWarning[] {
  if (grade === null) return [];
  const found: readonly (readonly [boolean, SeriousnessWarning])[] = [
    [criteria.includes('death') && grade !== 5, 'death-without-grade-5'],
    [grade === 4 && !isFatalOrLifeThreatening(criteria), 'grade-4-without-life-threatening'],
    [criteria.includes('life-threatening') && grade < 4, 'life-threatening-below-grade-4'],
    [grade >= 3 && !isSerious(criteria), 'grade-3-or-more-not-serious'],
  ];
  return found.filter(([applies]) => applies).map(([, warning]) => warning);
}
