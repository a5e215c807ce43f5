import { disarmAll } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import type { Notice } from '../domain/notices/notice.js';
import type { VisitState } from '../domain/visit.js';
import { noticeDue, noticeDueAgain } from './notice.deadline.js';

/** Which notices are stopped; only those that could still be sent are. */
type Which =
  | { readonly ids: readonly string[] }
  | { readonly visitId: string; readonly about: readonly ('visit' | 'forms')[] }
  | { readonly visitId: string; readonly rule: string }
  | { readonly by: Pick<Notice, 'visitId' | 'about' | 'recipient' | 'momentAt'> }
  | { readonly leaver: string };

/**
 * A visit was settled: nobody is reminded of it any more, from the same commit on (S14). The participant's forms may
 * stay open after a visit that was done or missed; nothing is left of one that was cancelled or does not apply.
 */
export async function settleNotices(tx: Transaction, visitId: string, state: VisitState): Promise<void> {
  if (state === 'planned') return;
  const about = state === 'done' || state === 'missed' ? (['visit'] as const) : (['visit', 'forms'] as const);
  await stopNotices(tx, { visitId, about }, state);
}

/** Participation ended: the participant is not written to any more, and nobody asks for their forms (S20). */
export const endNotices = (
  tx: Transaction,
  { participantId, as }: { readonly participantId: string; readonly as: string },
): Promise<void> => stopNotices(tx, { leaver: participantId }, as);

/**
 * Stops notices that wait for their moment or for being sent, with their bells and their place in the queue. Where the
 * moment has come, the bell judges by itself: what becomes of a notice does not depend on who was first. Whoever changes
 * notices in other ways as well holds their bells before.
 */
export async function stopNotices(tx: Transaction, which: Which, because: string): Promise<void> {
  if ('ids' in which && which.ids.length === 0) return;
  const [condition, ...parameters] = conditionOf(which);
  const stopped = await tx.query<{ noticeId: string; trialId: string; siteId: string }>(
    `update notice set state = 'stopped', because = $1, settled_at = $2
      where (state in ('waiting', 'held') or (state = 'planned' and ${'ids' in which ? 'true' : 'due_at > $2'}))
        and ${condition}
      returning id as "noticeId", trial_id as "trialId", site_id as "siteId"`,
    [because, tx.now.toString(), ...parameters],
  );
  if (stopped.length === 0) return;
  await Promise.all([noticeDue, noticeDueAgain].map((bell) => disarmAll(tx, bell, stopped)));
  await tx.query('delete from notice_queue where notice_id = any($1)', [stopped.map(({ noticeId }) => noticeId)]);
}

function conditionOf(which: Which): readonly [string, ...unknown[]] {
  if ('ids' in which) return ['id = any($3)', which.ids];
  if ('leaver' in which)
    return [`participant_id = $3 and (recipient = 'participant' or about = 'forms')`, which.leaver];
  if ('by' in which) {
    const { visitId, about, recipient, momentAt } = which.by;
    const condition = 'visit_id = $3 and about = $4 and recipient = $5 and moment_at < $6';
    return [condition, visitId, about, recipient, momentAt.toString()];
  }
  if ('about' in which) return ['visit_id = $3 and about = any($4)', which.visitId, which.about];
  return ['visit_id = $3 and rule = $4 and step > 0', which.visitId, which.rule];
}
