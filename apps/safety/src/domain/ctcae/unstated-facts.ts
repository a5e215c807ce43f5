import type { Surroundings } from './condition.js';
import type { ClinicalFacts, UnitSet } from './criterion.js';
import type { ReportedValue, UnknownFactPolicy } from './grading.js';
import { factsAsked, representatives, rungAt, span, type Rung } from './ladder.js';

/** One way the unstated facts could be, and what the ladder says then at the value, or over the whole of its interval. */
export interface World {
  readonly facts: ClinicalFacts;
  readonly rungs: readonly [Rung, ...Rung[]];
}

/** Every way the facts nobody stated could be; in the first they are all false. The value is in the unit of the ladder. */
export function possibleWorlds(
  set: UnitSet,
  value: Pick<ReportedValue, 'comparator' | 'number'>,
  surroundings: Surroundings,
  stated: ClinicalFacts,
): readonly [World, ...World[]] {
  const [first, ...others] = representatives(set, surroundings, value);
  const world = (facts: ClinicalFacts): World => ({
    facts,
    rungs: [
      rungAt(set, first, surroundings, facts),
      ...others.map((number) => rungAt(set, number, surroundings, facts)),
    ],
  });
  const [allFalse, ...more] = possibleFacts(set, stated);
  return [world(allFalse), ...more.map(world)];
}

function possibleFacts(set: UnitSet, stated: ClinicalFacts): readonly [ClinicalFacts, ...ClinicalFacts[]] {
  const open = factsAsked(set).filter((fact) => stated[fact] === undefined);
  if (open.length === 0) return [stated];
  const allFalse: ClinicalFacts = open.reduce((facts, fact) => ({ ...facts, [fact]: false }), stated);
  const rest = open.reduce<readonly ClinicalFacts[]>(
    (worlds, fact) => [...worlds, ...worlds.map((facts) => ({ ...facts, [fact]: true }))],
    [allFalse],
  );
  return [allFalse, ...rest.slice(1)];
}

/** Settles the unstated facts; `assumed` is set only where they make a difference. */
export function underPolicy(
  [first, ...more]: readonly [World, ...World[]],
  policy: UnknownFactPolicy,
): { readonly rung: Rung; readonly assumed?: ClinicalFacts } {
  const allFalse = whole(first);
  const others = more.map(whole);
  if (others.every(({ rung }) => sameAnswer(rung, allFalse.rung))) return { rung: allFalse.rung };

  switch (policy) {
    case 'best':
      return { rung: allFalse.rung, assumed: allFalse.facts };
    case 'range':
      return { rung: span([allFalse.rung, ...others.map(({ rung }) => rung)]) };
    case 'worst': {
      const worst = others.reduce((high, next) => (rank(next.rung) > rank(high.rung) ? next : high), allFalse);
      return { rung: worst.rung, assumed: worst.facts };
    }
  }
}

const whole = ({ facts, rungs }: World): { readonly facts: ClinicalFacts; readonly rung: Rung } => ({
  facts,
  rung: span(rungs),
});

/** No answer outranks grade 0, because it may hide any grade, and is outranked by every grade that was found. */
export const rank = (rung: Rung): number => (rung.kind === 'silent' ? 0.5 : rung.atMost + rung.atLeast / 10);

const sameAnswer = (one: Rung, other: Rung): boolean =>
  one.kind === 'silent' || other.kind === 'silent'
    ? one.kind === other.kind
    : one.atLeast === other.atLeast && one.atMost === other.atMost;
