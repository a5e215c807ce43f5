import { compareInstants, isAfter, type Instant } from '@trial/kernel';
import type { AdverseEvent, AdverseEventId } from './adverse-event.js';
import { isSerious, type SeriousnessCriterion } from './seriousness.js';

/**
 * It became known of a confirmed event that it is serious, or that it is not any more. One row for each, in the order in which
 * they were recorded; what it was from the beginning is the opposite of the first.
 */
export interface SeriousnessChange {
  readonly adverseEventId: AdverseEventId;
  /** 1 for the first that was recorded. */
  readonly ordinal: number;
  readonly serious: boolean;
  readonly knownAt: Instant;
  /** What it was serious by until then; nothing where it became so. */
  readonly criteria: readonly SeriousnessCriterion[];
}

type Change = Pick<SeriousnessChange, 'serious' | 'knownAt'>;

/** Whether an event was known to be serious at a moment: what was recorded last counts. */
export function wasSerious(
  { seriousness }: Pick<AdverseEvent, 'seriousness'>,
  changes: readonly Change[],
  at: Instant,
): boolean {
  const [first] = changes;
  const atFirst = first ? !first.serious : isSerious(seriousness);
  return knownBy(changes, at).at(-1)?.serious ?? atFirst;
}

/**
 * Since when an event is known to be serious that the sponsor took in while it was not: the hours of that start there. Null
 * where it was serious when it came, or never became so since.
 */
export function seriousSinceReceipt(
  event: Pick<AdverseEvent, 'seriousness'>,
  changes: readonly Change[],
  receivedAt: Instant,
): Instant | null {
  if (wasSerious(event, changes, receivedAt)) return null;
  const since = changes.filter(({ serious, knownAt }) => serious && isAfter(knownAt, receivedAt));
  return since.map(({ knownAt }) => knownAt).sort(compareInstants)[0] ?? null;
}

/**
 * What an event was serious by at a moment at which it was: where it is so no more, what it was until then. What it is serious
 * by now counts where it still is.
 */
export function seriousBy(
  { seriousness }: Pick<AdverseEvent, 'seriousness'>,
  changes: readonly (Change & Pick<SeriousnessChange, 'criteria'>)[],
  at: Instant,
): readonly SeriousnessCriterion[] {
  const ended = changes.find(({ serious, knownAt }) => !serious && isAfter(knownAt, at));
  return ended?.criteria ?? seriousness;
}

const knownBy = (changes: readonly Change[], at: Instant): readonly Change[] =>
  changes.filter(({ knownAt }) => !isAfter(knownAt, at));
