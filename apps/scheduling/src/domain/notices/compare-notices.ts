import { isAfter, isBefore, type Instant } from '@trial/kernel';
import type { Notice } from './notice.js';

/**
 * What became of a notice: its moment lies ahead (planned), it is to be sent (waiting), it cannot be sent for now
 * (held), or it came to an end.
 */
export type NoticeState = 'planned' | 'waiting' | 'held' | 'sent' | 'failed' | 'stopped';

/** A notice as the ledger has it. */
export interface KnownNotice extends Notice {
  readonly state: NoticeState;
  /** Why it is held, stopped or failed. */
  readonly because: string | null;
}

/** What makes the ledger say what the rules say. */
export interface NoticeChanges<Known extends KnownNotice = KnownNotice> {
  readonly added: readonly Notice[];
  /** Entered into the ledger although it will not be sent: a later one says the same. */
  readonly tooLate: readonly Notice[];
  readonly moved: readonly { readonly from: Known; readonly to: Notice }[];
  readonly stopped: readonly Known[];
}

/**
 * Compares the ledger with what rules intend now. What was sent, failed or was stopped for cause is history; what was
 * only not intended, or came too late, comes back when it is intended for a time ahead. Of several that are new and
 * whose moments have passed, one recipient gets the last: nobody is reminded of an opening after the closing.
 */
export function compareNotices<Known extends KnownNotice>(
  ledger: readonly Known[],
  intended: readonly Notice[],
  now: Instant,
): NoticeChanges<Known> {
  const known = new Map(ledger.map((notice) => [notice.key, notice]));
  const keys = new Set(intended.map(({ key }) => key));
  const fresh = intended.filter(({ key }) => !known.has(key));
  const overtaken = (notice: Notice) =>
    intended.some((other) => overtakes(other, notice) && !isAfter(other.momentAt, now));
  return {
    added: fresh.filter((notice) => !overtaken(notice)),
    tooLate: fresh.filter(overtaken),
    moved: intended.flatMap((to) => {
      const from = known.get(to.key);
      return from && (isMoved(from, to) || comesBack(from, to, now)) ? [{ from, to }] : [];
    }),
    stopped: ledger.filter((notice) => !keys.has(notice.key) && isOpen(notice.state)),
  };
}

/** Whether a message says to the same person about the same thing what another said, later. */
export const overtakes = (
  later: Pick<Notice, 'visitId' | 'about' | 'recipient' | 'momentAt'>,
  earlier: Pick<Notice, 'visitId' | 'about' | 'recipient' | 'momentAt'>,
): boolean =>
  later.visitId === earlier.visitId &&
  later.about === earlier.about &&
  later.recipient === earlier.recipient &&
  isBefore(earlier.momentAt, later.momentAt);

/** Whether something may still be sent. */
export const isOpen = (state: NoticeState): boolean => state === 'planned' || state === 'waiting' || state === 'held';

const isMoved = (from: KnownNotice, to: Notice): boolean =>
  from.state === 'planned' && !(from.momentAt.equals(to.momentAt) && from.dueAt.equals(to.dueAt));

const comesBack = (from: KnownNotice, to: Notice, now: Instant): boolean =>
  from.state === 'stopped' &&
  (from.because === 'no-longer-intended' || from.because === 'too-late') &&
  isAfter(to.momentAt, now);
