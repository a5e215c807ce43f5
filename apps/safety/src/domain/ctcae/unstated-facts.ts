import type { ClinicalFacts, UnitSet } from './criterion.js';
import type { UnknownFactPolicy } from './grading.js';
import { factsAsked, span, type Rung } from './ladder.js';

/** Every way the facts nobody stated could be; the first has them all false. */
export function possibleFacts(set: UnitSet, stated: ClinicalFacts): readonly [ClinicalFacts, ...ClinicalFacts[]] {
  const open = factsAsked(set).filter((fact) => stated[fact] === undefined);
  const allFalse: ClinicalFacts = open.reduce((facts, fact) => ({ ...facts, [fact]: false }), stated);
  const rest = open.reduce<readonly ClinicalFacts[]>(
    (worlds, fact) => [...worlds, ...worlds.map((facts) => ({ ...facts, [fact]: true }))],
    [allFalse],
  );
  return [allFalse, ...rest.slice(1)];
}

/** One way the unstated facts could be, and what the ladder says then. */
export interface World {
  readonly facts: ClinicalFacts;
  readonly rung: Rung;
}

/** Settles the unstated facts; `assumed` is set only where they make a difference. */
export function underPolicy(
  worlds: readonly World[],
  policy: UnknownFactPolicy,
): { readonly rung: Rung; readonly assumed?: ClinicalFacts } {
  const [allFalse, ...others] = worlds;
  if (!allFalse) throw new Error('there is always a world in which the open facts are false');
  if (others.every(({ rung }) => sameAnswer(rung, allFalse.rung))) return { rung: allFalse.rung };

  switch (policy) {
    case 'best':
      return { rung: allFalse.rung, assumed: allFalse.facts };
    case 'range':
      return { rung: span([allFalse.rung, ...others.map(({ rung }) => rung)]) };
    case 'worst': {
      const worst = worlds.reduce((high, next) => (rank(next.rung) > rank(high.rung) ? next : high));
      return { rung: worst.rung, assumed: worst.facts };
    }
  }
}

/** No answer outranks grade 0, because it may hide any grade, and is outranked by every grade that was found. */
const rank = (rung: Rung): number => (rung.kind === 'silent' ? 0.5 : rung.atMost + rung.atLeast / 10);

const sameAnswer = (one: Rung, other: Rung): boolean =>
  one.kind === 'silent' || other.kind === 'silent'
    ? one.kind === other.kind
    : one.atLeast === other.atLeast && one.atMost === other.atMost;
