import { allHold, atPrecision, onValueAxis, type Missing, type Surroundings } from './condition.js';
import type { Alternative, ClinicalFact, ClinicalFacts, UnitSet, ValueGrade } from './criterion.js';
import { clinicalFacts } from './criterion.js';
import type { ReportedValue } from './grading.js';

/** What a ladder says at one number, or over several of them. */
export type Rung = Reached | Silent;

export interface Reached {
  readonly kind: 'reached';
  readonly atLeast: ValueGrade;
  readonly atMost: ValueGrade;
  readonly by: Alternative | null;
  /** What was missing to exclude a higher grade. */
  readonly doubts: readonly Missing[];
}

export interface Silent {
  readonly kind: 'silent';
  readonly reason: Missing | 'criterion-does-not-apply';
  /** Everything that was missing to say more. */
  readonly doubts: readonly Missing[];
}

/**
 * The answer at one number: exclusions and cautions first, then grades from high to low, the first that holds. If none
 * holds and one was unknown there is no answer; if all are false the answer is 0.
 */
export function rungAt(set: UnitSet, value: number, surroundings: Surroundings, facts: ClinicalFacts): Rung {
  const doubts: Missing[] = [];
  for (const exclusion of exclusionsOf(set)) {
    const truth = allHold(exclusion, value, surroundings, facts);
    if (truth.is === 'unknown') doubts.push(...truth.missing);
    if (truth.is !== true) continue;
    if (exclusion.outcome === 'not-gradable') return { kind: 'silent', reason: 'criterion-does-not-apply', doubts };
    return { kind: 'reached', ...exclusion.outcome, by: exclusion, doubts };
  }

  for (const grade of FROM_THE_WORST) {
    const unknown: Missing[] = [];
    for (const by of set.grades[grade] ?? []) {
      const truth = allHold(by, value, surroundings, facts);
      if (truth.is === true) return { kind: 'reached', atLeast: grade, atMost: grade, by, doubts };
      if (truth.is === 'unknown') unknown.push(...truth.missing);
    }
    doubts.push(...unknown);
  }

  const [reason] = doubts;
  return reason ? { kind: 'silent', reason, doubts } : { kind: 'reached', atLeast: 0, atMost: 0, by: null, doubts };
}

/** The lowest and highest of several rungs; silent as soon as one of them is. */
export function span(rungs: readonly [Rung, ...Rung[]]): Rung {
  const [first, ...others] = rungs;
  return others.reduce((low, next) => {
    if (low.kind === 'silent') return low;
    if (next.kind === 'silent') return next;
    const higher = next.atMost > low.atMost ? next : low;
    return { ...higher, atLeast: next.atLeast < low.atLeast ? next.atLeast : low.atLeast };
  }, first);
}

/**
 * Numbers that stand for a whole interval, in ascending order: every turning point of the ladder inside it, one number
 * in each gap between them, and the end where the interval holds it. Between two neighbouring turning points no
 * condition changes its answer. Two that are one number at 15 digits are one, and have no gap.
 */
export function representatives(
  set: UnitSet,
  surroundings: Surroundings,
  { comparator, number }: Pick<ReportedValue, 'comparator' | 'number'>,
): readonly [number, ...number[]] {
  if (comparator === '=') return [number];
  const end = atPrecision(number);
  const [above, below] = comparator.startsWith('<') ? [0, end] : [end, Infinity];
  const inside = (point: number): boolean => point > above && point < below;

  const turns = alternativesOf(set)
    .flatMap(({ all }) => all.map((condition) => onValueAxis(condition, surroundings)))
    .flatMap((comparison) =>
      typeof comparison === 'string' || comparison.left !== undefined ? [] : [atPrecision(comparison.limit)],
    )
    .filter(inside)
    .sort((a, b) => a - b);
  const edges = [above, ...new Set(turns), below];
  const gaps = edges
    .map((from, index) => [from, between(from, edges[index + 1] ?? from), edges[index + 1] ?? from] as const)
    .filter(([from, middle, to]) => atPrecision(middle) > from && atPrecision(middle) < to)
    .map(([, middle]) => middle);

  const [first = end, ...others] = [...(comparator.endsWith('=') ? [end] : []), ...turns, ...gaps].sort(
    (a, b) => a - b,
  );
  return [first, ...others];
}

/** The clinical facts a ladder asks for. */
export const factsAsked = (set: UnitSet): readonly ClinicalFact[] => questionsOf(set).facts;

/** Whether the ladder changes with the place of the baseline in its range. */
export const asksBaselineStatus = (set: UnitSet): boolean => questionsOf(set).baselineStatus;

interface Questions {
  readonly facts: readonly ClinicalFact[];
  readonly baselineStatus: boolean;
}

/** Asked of every result and always the same for one ladder. */
const known = new WeakMap<UnitSet, Questions>();

function questionsOf(set: UnitSet): Questions {
  const before = known.get(set);
  if (before) return before;
  const asked = new Set(alternativesOf(set).flatMap(({ when }) => Object.keys(when ?? {})));
  const questions = {
    facts: clinicalFacts.filter((fact) => asked.has(fact)),
    baselineStatus: asked.has('baselineStatus'),
  };
  known.set(set, questions);
  return questions;
}

const FROM_THE_WORST = [4, 3, 2, 1] as const;

const exclusionsOf = ({ exclusions = [], cautions = [] }: UnitSet) =>
  cautions.length === 0 ? exclusions : [...exclusions, ...cautions];

const alternativesOf = (set: UnitSet): readonly Alternative[] => [
  ...Object.values(set.grades).flat(),
  ...exclusionsOf(set),
];

const between = (from: number, to: number): number => (to === Infinity ? from * 2 + 1 : (from + to) / 2);
