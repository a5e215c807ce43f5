import type { Missing } from '../ctcae/condition.js';
import {
  clinicalFacts,
  type ClinicalFact,
  type ClinicalFacts,
  type Criterion,
  type ValueGrade,
} from '../ctcae/criterion.js';
import { surroundingsOf, worldsOf } from '../ctcae/grade-lab-result.js';
import type { GradableResult } from '../ctcae/grading.js';
import type { CtcaeVersion } from '../ctcae/term.js';
import { unitSetFor, type ChosenUnitSet } from '../ctcae/units.js';
import { exactUnit } from './exact-unit.js';
import type { AmbiguityPolicy, LabRequest, Reason } from './lab-request.js';
import { settled } from './settle.js';
import { criteriaOfTerm, criterionMeant } from './term-index.js';

/** One line of the answer of `grade-labs`. */
export type LabAnswer = Graded | GradedRange | NotGraded;

export interface Graded {
  readonly id: LabRequest['id'];
  readonly grade: ValueGrade;
  readonly criterion: string;
}

/** Under `range`, also where both ends are one grade. */
export interface GradedRange {
  readonly id: LabRequest['id'];
  readonly gradeLow: ValueGrade;
  readonly gradeHigh: ValueGrade;
  readonly criterion: string;
}

/** Not the same as grade 0. Under `range` the two ends are null as well. */
export interface NotGraded {
  readonly id: LabRequest['id'];
  readonly grade: null;
  readonly gradeLow?: null;
  readonly gradeHigh?: null;
  readonly reason: Reason;
  /** Absent where the term, or the variant that was meant, is not known. */
  readonly criterion?: string;
}

/**
 * Grades one result by one term of a version, as its data are published (`semantics`): the unit chooses the ladder, the
 * worst satisfied grade wins, and a missing limit blocks nothing that an absolute bound decides.
 */
export function gradeLabRequest(request: LabRequest, version: CtcaeVersion, policy: AmbiguityPolicy): LabAnswer {
  const { id } = request;
  const refuse = (reason: Reason, criterion?: Criterion): NotGraded => ({
    id,
    grade: null,
    ...(policy === 'range' ? { gradeLow: null, gradeHigh: null } : {}),
    reason,
    ...(criterion ? { criterion: criterion.id } : {}),
  });

  const criteria = criteriaOfTerm(version, request.term);
  if (!criteria) return refuse('unknown-term');
  if (criteria.length === 0) return refuse('not-numeric');
  const criterion = criterionMeant(criteria, request.variant);
  const { value } = request;
  if (value === undefined || value === null) return refuse('missing-value', criterion);

  const unit = request.unit ?? '';
  const chosen = criterion ? ladderFor(criterion, unit) : firstLadderFor(criteria, unit);
  if (!chosen) return refuse(unit.trim() === '' ? 'missing-unit' : 'unit-mismatch', criterion);
  if (!criterion) return refuse('fact-missing');

  const result = gradable(request, value);
  const answer = settled(worldsOf(result, chosen, surroundingsOf(result, chosen.factor)), policy);
  if (answer.kind === 'silent') return refuse(reasonOf(answer.doubts), criterion);
  return policy === 'range'
    ? { id, gradeLow: answer.atLeast, gradeHigh: answer.atMost, criterion: criterion.id }
    : { id, grade: policy === 'worst' ? answer.atMost : answer.atLeast, criterion: criterion.id };
}

/** A ladder of ratios serves any unit, but not none: value and limits could then be in two. */
function ladderFor(criterion: Criterion, unit: string): ChosenUnitSet | undefined {
  const chosen = unitSetFor(criterion, unit, exactUnit);
  return chosen?.unitSet.unit === null && unit.trim() === '' ? undefined : chosen;
}

/** Whether the unit could be one of the term at all, before its variant is known. */
const firstLadderFor = (criteria: readonly Criterion[], unit: string): ChosenUnitSet | undefined =>
  criteria.map((criterion) => ladderFor(criterion, unit)).find((chosen) => chosen !== undefined);

const gradable = (request: LabRequest, number: number): GradableResult => {
  const { comparator, lln, uln, baseline, baselineStatus, percentChange, facts, manufacturerMiCutoff } = request;
  // One unit for all of them; which one was settled by the choice of the ladder.
  const unit = '';
  return {
    value: { comparator: comparator ?? '=', number, unit },
    range: { low: lln ?? undefined, high: uln ?? undefined },
    baseline: { number: baseline ?? undefined, unit, status: baselineStatus ?? 'unknown' },
    percentChange: percentChange ?? undefined,
    facts: facts ? stated(facts) : NOTHING_STATED,
    manufacturerMiCutoff: manufacturerMiCutoff ?? undefined,
  };
};

const NOTHING_STATED: ClinicalFacts = {};

function stated(facts: NonNullable<LabRequest['facts']>): ClinicalFacts {
  const known: { -readonly [Fact in ClinicalFact]?: boolean } = {};
  for (const fact of clinicalFacts) {
    const said = facts[fact];
    if (typeof said === 'boolean') known[fact] = said;
  }
  return known;
}

/** A limit before a baseline before anything else; no doubt at all means that something beside the number decides. */
function reasonOf(doubts: readonly Missing[]): Reason {
  const missing = (...these: readonly Missing[]): boolean => doubts.some((doubt) => these.includes(doubt));
  if (missing('lower-limit-missing', 'upper-limit-missing')) return 'limit-missing';
  return missing('baseline-missing', 'baseline-unit-differs', 'baseline-range-missing')
    ? 'baseline-missing'
    : 'fact-missing';
}
