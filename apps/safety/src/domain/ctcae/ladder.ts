import { allHold, onValueAxis, type Missing, type Surroundings } from './condition.js';
import type { Alternative, ClinicalFact, ClinicalFacts, UnitSet, ValueGrade } from './criterion.js';
import { clinicalFacts } from './criterion.js';

/** What a ladder says at one number, or over several of them. */
export type Rung = Reached | { readonly kind: 'silent'; readonly reason: Missing | 'criterion-does-not-apply' };

export interface Reached {
  readonly kind: 'reached';
  readonly atLeast: ValueGrade;
  readonly atMost: ValueGrade;
  readonly by: Alternative | null;
  /** What was missing to exclude a higher grade. */
  readonly doubts: readonly Missing[];
}

/**
 * The answer at one number: exclusions first, then grades from high to low, the first that holds. If none holds and one
 * was unknown there is no answer; if all are false the answer is 0.
 */
export function rungAt(set: UnitSet, value: number, surroundings: Surroundings, facts: ClinicalFacts): Rung {
  const doubts: Missing[] = [];
  for (const exclusion of set.exclusions ?? []) {
    const truth = allHold(exclusion, value, surroundings, facts);
    if (truth.is === 'unknown') doubts.push(...truth.missing);
    if (truth.is !== true) continue;
    if (exclusion.outcome === 'not-gradable') return { kind: 'silent', reason: 'criterion-does-not-apply' };
    return { kind: 'reached', ...exclusion.outcome, by: exclusion, doubts };
  }

  for (const grade of [4, 3, 2, 1] as const) {
    const truths = (set.grades[grade] ?? []).map((by) => ({ by, truth: allHold(by, value, surroundings, facts) }));
    const met = truths.find(({ truth }) => truth.is === true);
    if (met) return { kind: 'reached', atLeast: grade, atMost: grade, by: met.by, doubts };
    doubts.push(...truths.flatMap(({ truth }) => (truth.is === 'unknown' ? truth.missing : [])));
  }

  const [reason] = doubts;
  return reason ? { kind: 'silent', reason } : { kind: 'reached', atLeast: 0, atMost: 0, by: null, doubts };
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
 * Numbers that stand for a whole open interval: every turning point of the ladder inside it and one number in each gap
 * between them. Between two neighbouring turning points no condition changes its answer.
 */
export function representatives(
  set: UnitSet,
  surroundings: Surroundings,
  { above, below }: { above: number; below: number },
): readonly [number, ...number[]] {
  const turns = alternativesOf(set)
    .flatMap(({ all }) => all.map((condition) => onValueAxis(condition, surroundings)))
    .flatMap((comparison) =>
      typeof comparison === 'string' || comparison.left !== undefined ? [] : [comparison.limit],
    )
    .filter((point) => point > above && point < below)
    .sort((a, b) => a - b);

  const onAndAfter = turns.flatMap((from, index) => [from, between(from, turns[index + 1] ?? below)]);
  return [between(above, turns[0] ?? below), ...onAndAfter];
}

/** The clinical facts a ladder asks for. */
export function factsAsked(set: UnitSet): readonly ClinicalFact[] {
  const asked = new Set(alternativesOf(set).flatMap(({ when }) => Object.keys(when ?? {})));
  return clinicalFacts.filter((fact) => asked.has(fact));
}

/** Whether the ladder changes with the place of the baseline in its range. */
export const asksBaselineStatus = (set: UnitSet): boolean =>
  alternativesOf(set).some(({ when }) => when?.baselineStatus !== undefined);

const alternativesOf = (set: UnitSet): readonly Alternative[] => [
  ...Object.values(set.grades).flat(),
  ...(set.exclusions ?? []),
];

const between = (from: number, to: number): number => (to === Infinity ? from * 2 + 1 : (from + to) / 2);
