import type { Missing } from '../ctcae/condition.js';
import type { ValueGrade } from '../ctcae/criterion.js';
import type { Rung } from '../ctcae/ladder.js';
import { rank, type World } from '../ctcae/unstated-facts.js';
import type { AmbiguityPolicy } from './lab-request.js';

export type Settled =
  | { readonly kind: 'reached'; readonly atLeast: ValueGrade; readonly atMost: ValueGrade }
  | { readonly kind: 'silent'; readonly doubts: readonly Missing[] };

/**
 * One answer out of all that are possible. `worst` takes the highest over every way the unstated facts could be and
 * over the whole interval of the value; `best` counts those facts as false and takes the lowest over the interval;
 * `range` gives both ends over everything, or no answer as soon as one of them is none. For the other two "no answer"
 * stands between 0, which it may hide something above, and every grade that was found.
 */
export function settled([first, ...more]: readonly [World, ...World[]], policy: AmbiguityPolicy): Settled {
  const [one, ...others] = first.rungs;
  if (others.length === 0 && more.length === 0) return one;
  const rungs = policy === 'best' ? others : [...others, ...more.flatMap((world) => world.rungs)];
  switch (policy) {
    case 'worst':
      return withAllDoubts(
        rungs.reduce((high, next) => (rank(next) > rank(high) ? next : high), one),
        [one, ...rungs],
      );
    case 'best':
      return withAllDoubts(
        rungs.reduce((low, next) => (rank(next) < rank(low) ? next : low), one),
        [one, ...rungs],
      );
    case 'range':
      return endsOf([one, ...rungs]);
  }
}

function endsOf(rungs: readonly [Rung, ...Rung[]]): Settled {
  const silent = rungs.find(({ kind }) => kind === 'silent');
  if (silent) return withAllDoubts(silent, rungs);
  const reached = rungs.flatMap((rung) => (rung.kind === 'reached' ? [rung] : []));
  const [first, ...others] = reached;
  if (!first) throw new Error('a ladder says something at every number');
  return others.reduce<Extract<Settled, { kind: 'reached' }>>(
    ({ kind, atLeast, atMost }, next) => ({
      kind,
      atLeast: next.atLeast < atLeast ? next.atLeast : atLeast,
      atMost: next.atMost > atMost ? next.atMost : atMost,
    }),
    first,
  );
}

const withAllDoubts = (chosen: Rung, all: readonly Rung[]): Settled =>
  chosen.kind === 'reached'
    ? chosen
    : { kind: 'silent', doubts: all.flatMap((rung) => (rung.kind === 'silent' ? rung.doubts : [])) };
