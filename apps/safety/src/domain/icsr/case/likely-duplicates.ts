import type { CaseReport } from './case-report.js';
import type { Reaction } from './reaction.js';

/** Why two cases of one participant may tell of the same event. */
export type Likeness = 'same-code' | 'same-words' | 'same-days';

/** Onsets this many days apart may be one onset, remembered differently. */
const DAYS = 3;

/**
 * Whether another case of the same participant may tell of the same event: a reaction with the same code or the same
 * words, or one that began within three days where both days are known. A person decides; nothing is merged. A case that
 * was nullified is nobody's duplicate any more.
 */
export function likenessOf(one: CaseReport, other: CaseReport): Likeness | undefined {
  if (one.kind.kind === 'nullification' || other.kind.kind === 'nullification') return undefined;
  const pairs = one.reactions.flatMap((mine) => other.reactions.map((its) => [mine, its] as const));
  if (pairs.some(([mine, its]) => mine.meddra !== null && mine.meddra.code === its.meddra?.code)) return 'same-code';
  if (pairs.some(([mine, its]) => inWords(mine) === inWords(its))) return 'same-words';
  return pairs.some(([mine, its]) => isNear(dayOf(mine), dayOf(its))) ? 'same-days' : undefined;
}

const inWords = ({ words }: Reaction): string => words.trim().toLowerCase();

/** The civil day of the onset in milliseconds; undefined where it is not known to the day. */
function dayOf({ start }: Reaction): number | undefined {
  const written = start && 'value' in start ? start.value.slice(0, 10) : '';
  return written.length === 10 ? Date.parse(`${written}T00:00:00Z`) : undefined;
}

const isNear = (one: number | undefined, other: number | undefined): boolean =>
  one !== undefined && other !== undefined && Math.abs(one - other) <= DAYS * 86_400_000;
