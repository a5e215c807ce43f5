import { isAfter, isBefore, type Instant } from '@trial/kernel';
import { isUnanswered, latestAttempt, type Attempt, type Submission } from './submission.js';

/** Why a submission asks for somebody: nobody said in time whether its case is taken, or it was rejected and is still owed. */
export type Concern = 'unanswered' | 'rejected';

/** What pharmacovigilance owes a submission. */
export interface Duty {
  readonly concern: Concern;
  /** The sending it is about (N.1.2). */
  readonly batchId: string;
  /** By when a receiver must have taken the case. */
  readonly dueAt: Instant;
  /** When it was told that this moment passed; null before. */
  readonly escalatedAt: Instant | null;
}

/** What a duty is judged by, beside the submission. */
export interface DutyFacts {
  /** From when on the latest sending counts as unanswered; null where nobody waits for an answer. */
  readonly answerDueAt: Instant | null;
  /** When the clocks of the event run out, answered or not; without those another one took the place of. */
  readonly clocksDueAt: readonly Instant[];
  /** The latest version of the case that its receiver accepted under another submission; null where it accepted none. */
  readonly acceptedElsewhere: number | null;
  /** When the first sending was queued. */
  readonly queuedAt: Instant;
  readonly now: Instant;
}

/** What comes of a duty when something happened to its submission. `arises`: somebody has to be told. */
export type Standing =
  { readonly duty: 'none' } | { readonly duty: 'arises' | 'stands'; readonly owed: Duty } | { readonly duty: 'ends' };

/**
 * From when on a sending nobody has judged is overdue: so many hours that elapse after it was queued. That its batch arrived
 * sets no other moment: the case is owed by days that are counted from day 0.
 */
export const answerDueAt = (queuedAt: Instant, withinHours: number): Instant => queuedAt.add({ hours: withinHours });

/**
 * What is owed at a submission now. It arises once for each sending that is rejected or not judged in time, and ends when its
 * receiver has accepted that version of the case or a later one, in whichever sending: neither another try nor an acknowledged
 * batch is that, and a duplicate that is rejected takes nothing back. A rejection moves no clock (the days of ICH
 * E2B(R3) reports are counted from day 0 alone), so a duty that goes on keeps the earlier due date, and that its moment passed
 * is told once.
 */
export function dutyNow(open: Duty | null, submission: Submission, facts: DutyFacts): Standing {
  const latest = latestAttempt(submission);
  if (isTaken(submission, facts)) return { duty: open ? 'ends' : 'none' };
  const concern = concernOf(latest, facts);
  if (concern && (open?.batchId !== latest.batchId || open.concern !== concern)) {
    const dueAt = correctedBy(facts);
    const owed = {
      ...{ concern, batchId: latest.batchId, escalatedAt: open?.escalatedAt ?? null },
      dueAt: open && isBefore(open.dueAt, dueAt) ? open.dueAt : dueAt,
    };
    return { duty: 'arises', owed };
  }
  return open ? { duty: 'stands', owed: open } : { duty: 'none' };
}

/** Whether the receiver has the latest version that was sent, or a later one. An acceptance it contradicted is a rejection. */
function isTaken(submission: Submission, { acceptedElsewhere }: DutyFacts): boolean {
  const { version } = latestAttempt(submission);
  const accepted = submission.attempts.filter(({ state }) => state === 'accepted').map((attempt) => attempt.version);
  return [...accepted, acceptedElsewhere ?? 0].some((each) => each >= version);
}

/** A clock of days of an event, whatever became of it. */
export interface ClockOfDays {
  readonly clock: string;
  readonly dueAt: Instant;
}

/**
 * By when what is owed is due since a clock of its event started, or null when no earlier: the day of a corrected receipt
 * counts also for what was told of before. It counts when it lies ahead of the first sending; one from before that does where
 * it is of the kind the duty goes by, for it stands for that one, and the case is then due at once.
 */
export function dueEarlier(
  open: Duty,
  started: ClockOfDays,
  clocks: readonly ClockOfDays[],
  { queuedAt, now }: Pick<DutyFacts, 'queuedAt' | 'now'>,
): Instant | null {
  const goesBy = clocks.some(({ clock, dueAt }) => clock === started.clock && dueAt.equals(open.dueAt));
  if (isBefore(started.dueAt, queuedAt) && !goesBy) return null;
  const dueAt = isAfter(started.dueAt, now) ? started.dueAt : now;
  return isBefore(dueAt, open.dueAt) ? dueAt : null;
}

function concernOf(latest: Attempt, { answerDueAt: due, now }: DutyFacts): Concern | null {
  if (latest.state === 'rejected') return 'rejected';
  return isUnanswered(latest) && due !== null && !isAfter(due, now) ? 'unanswered' : null;
}

/**
 * By when the case must be with its receiver after all: the clock the submission was made for, which is the first that had
 * not run out when it was first queued, where it still lies ahead; otherwise at once.
 */
function correctedBy({ clocksDueAt, queuedAt, now }: DutyFacts): Instant {
  const ahead = clocksDueAt.filter((due) => !isBefore(due, queuedAt));
  const [first, ...others] = ahead;
  if (!first) return now;
  const due = others.reduce((early, next) => (isBefore(next, early) ? next : early), first);
  return isAfter(due, now) ? due : now;
}
