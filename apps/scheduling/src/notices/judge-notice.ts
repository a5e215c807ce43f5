import { arm } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { verdictOn, type Verdict } from '../domain/notices/verdict.js';
import { NoticeContacts, type NoticeContact } from './notice-contact.table.js';
import type { noticeDue } from './notice.deadline.js';
import { Notices, type StoredNotice } from './notice.table.js';
import { stopNotices } from './stop-notices.js';
import { visitsToRemindOf } from './visits-to-remind-of.js';

/** What is to become of a locked notice whose time has come, and whom it is for. */
export async function judge(
  tx: Transaction,
  trials: Trials,
  notice: StoredNotice,
  hasChannel: boolean,
): Promise<{ readonly verdict: Verdict; readonly contact: NoticeContact | undefined }> {
  const { trialId, siteId, participantId, recipient, trialVersion } = notice;
  const [visit] = await visitsToRemindOf(tx, trials, { by: 'id', id: notice.visitId });
  if (!visit) return { verdict: { kind: 'stop', because: 'no-longer-intended' }, contact: undefined };
  const contacts = await tx.rows(NoticeContacts).findBy({ trialId, siteId, recipient });
  const contact = contacts.find((each) => each.participantId === null || each.participantId === participantId);
  const quiet = trials.version(trialId, trialVersion).reminders?.quietHours ?? null;
  const { endedAs } = visit;
  if (notice.step > 0 && (await isAcknowledged(tx, notice))) return { verdict: ACKNOWLEDGED, contact };
  // What a person has sent again is wanted, whatever was said since.
  const overtaken = notice.round === 1 && (await isOvertaken(tx, notice));
  return {
    verdict: verdictOn(notice, { visit, overtaken, endedAs, contact, quiet, hasChannel, now: tx.now }),
    contact,
  };
}

const ACKNOWLEDGED: Verdict = { kind: 'stop', because: 'acknowledged' };

/** Somebody sees to it: nobody further is told, although the bell was due already. */
async function isAcknowledged(tx: Transaction, { visitId, rule }: StoredNotice): Promise<boolean> {
  const seenTo = await tx.query(
    'select 1 from notice where visit_id = $1 and rule = $2 and acknowledged_at is not null limit 1',
    [visitId, rule],
  );
  return seenTo.length > 0;
}

async function isOvertaken(tx: Transaction, notice: StoredNotice): Promise<boolean> {
  const { visitId, about, recipient, momentAt } = notice;
  const later = await tx.query(
    `select 1 from notice where visit_id = $1 and about = $2 and recipient = $3 and moment_at > $4 and moment_at <= $5
        and (state in ('planned', 'waiting', 'held', 'sent') or because = 'overtaken') limit 1`,
    [visitId, about, recipient, momentAt.toString(), tx.now.toString()],
  );
  return later.length > 0;
}

/**
 * Stores what a verdict says. What is to be sent, or waits for a way to send it, gets a place in the queue.
 *
 * @param bell rings at the end of quiet hours; not the one that is ringing now
 */
export async function carryOut(
  tx: Transaction,
  notice: StoredNotice,
  verdict: Verdict,
  bell: typeof noticeDue,
): Promise<void> {
  const { id, trialId, siteId } = notice;
  switch (verdict.kind) {
    case 'stop':
      return stopNotices(tx, { ids: [id] }, verdict.because);
    case 'wait':
      await tx.rows(Notices).update({ id }, { state: 'planned', because: null, dueAt: verdict.until });
      leaveQueue(tx, id);
      arm(tx, bell, { trialId, siteId, noticeId: id }, verdict.until);
      return;
    case 'hold':
      await tx.rows(Notices).update({ id }, { state: 'held', because: verdict.because });
      if (verdict.because === 'no-channel') joinQueue(tx, notice);
      else leaveQueue(tx, id);
      return;
    case 'send':
      await tx.rows(Notices).update({ id }, { state: 'waiting', because: null });
      joinQueue(tx, notice);
      return;
  }
}

// Nobody needs the answer of either: a statement less to wait for while many bells ring at once.
function joinQueue(tx: Transaction, { id, trialId, siteId, channel }: StoredNotice): void {
  tx.write(
    `insert into notice_queue (notice_id, trial_id, site_id, channel, next_try_at)
     values ($1, $2, $3, $4, clock_timestamp()) on conflict (notice_id) do nothing`,
    [id, trialId, siteId, channel],
  );
}

const leaveQueue = (tx: Transaction, id: string): void =>
  tx.write('delete from notice_queue where notice_id = $1', [id]);
