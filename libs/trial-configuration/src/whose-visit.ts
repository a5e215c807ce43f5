import type { VisitRule } from './trial-configuration.js';

/**
 * Whether a participant has a visit at all. In a masked trial everybody has every visit: the plan of one arm would tell
 * it (S03). In an open trial a visit of certain arms is theirs alone; nobody has it before the arm is known.
 */
export const isVisitOf = ({ arms }: Pick<VisitRule, 'arms'>, masked: boolean, arm: string | null): boolean =>
  masked || arms === undefined || (arm !== null && arms.includes(arm));

/** Visits that nobody can have both may share days. */
export const mayOverlap = (a: Pick<VisitRule, 'arms'>, b: Pick<VisitRule, 'arms'>, masked: boolean): boolean =>
  !masked && a.arms !== undefined && b.arms !== undefined && !a.arms.some((arm) => b.arms?.includes(arm));
