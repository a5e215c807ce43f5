import type { Instant } from '@trial/kernel';

/** Why participation ended. */
export type EndOfParticipation = 'completed' | 'withdrawn' | 'lost' | 'died';

/** What is known of how participation ended, and of safety contact after it. */
export interface KnownEnd {
  readonly endedAs: EndOfParticipation | null;
  readonly endedAt: Instant | null;
  /** When they left the visits, whatever became of them since; null of whoever did not, and of what was told before this was kept. */
  readonly withdrawnAt: Instant | null;
  /** The number of the last answer about safety contact, so that an older one changes nothing; their withdrawal is the first. */
  readonly safetyContactAnswer: number;
  /** Since when, by that answer, safety contact has been agreed without a break; null when it is not. */
  readonly safetyContactSince: Instant | null;
}

/** Who can follow whom: whoever is lost may withdraw, and death becomes known after either. */
const LAST_WORD: readonly EndOfParticipation[] = ['completed', 'lost', 'withdrawn', 'died'];

/**
 * What is known once an end was heard, in whatever order: of several the one that can only have come last holds. With the
 * withdrawal the participant was asked about safety contact; an answer since then counts more.
 */
export function withEnd(
  known: KnownEnd,
  {
    as,
    endedAt,
    safetyContact,
  }: { readonly as: EndOfParticipation; readonly endedAt: Instant; readonly safetyContact: boolean },
): KnownEnd {
  const isLast = known.endedAs === null || LAST_WORD.indexOf(as) >= LAST_WORD.indexOf(known.endedAs);
  const end = isLast ? { ...known, endedAs: as, endedAt } : known;
  if (as !== 'withdrawn') return end;
  return withAnswer({ ...end, withdrawnAt: endedAt }, { answer: 1, agreedSince: safetyContact ? endedAt : null });
}

/** What is known once an answer about safety contact was heard: the one with the highest number counts. */
export const withAnswer = (
  known: KnownEnd,
  { answer, agreedSince }: { readonly answer: number; readonly agreedSince: Instant | null },
): KnownEnd =>
  answer > known.safetyContactAnswer
    ? { ...known, safetyContactAnswer: answer, safetyContactSince: agreedSince }
    : known;

/** Since when somebody may be contacted in the place of their visits; null when they may not. Death counts more than any answer. */
export const contactableSince = ({
  endedAs,
  safetyContactSince,
}: Pick<KnownEnd, 'endedAs' | 'safetyContactSince'>): Instant | null =>
  endedAs === 'withdrawn' ? safetyContactSince : null;
