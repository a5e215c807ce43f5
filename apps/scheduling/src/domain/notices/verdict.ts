import { isAfter, isBefore, type Instant, type TimeZone } from '@trial/kernel';
import { closedFrom } from '../visit-window.js';
import { isForParticipant, isToDo, type Notice, type VisitToRemindOf } from './notice.js';
import { afterQuietHours, type QuietHours } from './quiet-hours.js';

/** What is known when a notice is about to be sent. */
export interface Circumstances {
  readonly visit: Pick<VisitToRemindOf, 'state' | 'owesForms' | 'closesAt' | 'unit'>;
  /** Whether a later message about the same thing to the same recipient has its moment behind it as well. */
  readonly overtaken: boolean;
  /** How participation ended, if it did. */
  readonly endedAs: string | null;
  readonly contact: { readonly zone: TimeZone; readonly hasAddress: boolean; readonly consented: boolean } | undefined;
  readonly quiet: QuietHours | null;
  /** Whether there is a way to send it. */
  readonly hasChannel: boolean;
  readonly now: Instant;
}

export type Verdict =
  | { readonly kind: 'send' }
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'hold'; readonly because: 'no-address' | 'no-consent' | 'no-channel' }
  | { readonly kind: 'stop'; readonly because: string };

/**
 * What is to become of a notice whose time has come, asked again before every attempt: nothing is sent about what is
 * done, to a participant who left or did not agree to messages, or in quiet hours (S14, S20). Of several whose moments
 * have passed the last is sent, and after its window a form is not asked for as if it were still open: however late the
 * bells are, and in whatever order they ring, the same is sent.
 */
export function verdictOn(
  { about, recipient, momentAt }: Pick<Notice, 'about' | 'recipient' | 'momentAt'>,
  { visit, overtaken, endedAs, contact, quiet, hasChannel, now }: Circumstances,
): Verdict {
  if (overtaken) return { kind: 'stop', because: 'overtaken' };
  if (about === 'forms' && isBefore(momentAt, closedFrom(visit)) && !isBefore(now, closedFrom(visit)))
    return { kind: 'stop', because: 'too-late' };
  if (!isToDo(visit, about)) return { kind: 'stop', because: about === 'visit' ? visit.state : 'forms-settled' };
  if (endedAs !== null && isForParticipant({ about, recipient })) return { kind: 'stop', because: endedAs };
  if (!contact?.hasAddress) return { kind: 'hold', because: 'no-address' };
  if (recipient === 'participant' && !contact.consented) return { kind: 'hold', because: 'no-consent' };
  if (!hasChannel) return { kind: 'hold', because: 'no-channel' };
  const next = afterQuietHours(now, contact.zone, quiet);
  return isAfter(next, now) ? { kind: 'wait', until: next } : { kind: 'send' };
}

/** How long to wait before the next attempt, in milliseconds of wall time; the last pause repeats. */
export const pauseAfter = (attempts: number, pauses: readonly number[]): number =>
  pauses[Math.min(Math.max(attempts, 1), pauses.length) - 1] ?? 60_000;
