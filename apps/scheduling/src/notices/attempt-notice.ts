import type { Context } from '@trial/kernel';
import type { Transaction, Transactions } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { pauseAfter } from '../domain/notices/verdict.js';
import { carryOut, judge } from './judge-notice.js';
import type { AttemptOutcome, NoticeChannels, OutgoingNotice } from './notice-channel.js';
import type { NoticeContact } from './notice-contact.table.js';
import { noticeDue } from './notice.deadline.js';
import { Notices, type StoredNotice } from './notice.table.js';
import type { NoticesConfig } from './notices.config.js';

/** A place in the queue. */
export interface Queued {
  readonly noticeId: string;
  readonly trialId: string;
  readonly siteId: string;
}

export interface Attempt {
  readonly number: number;
  readonly channel: string;
  readonly message: OutgoingNotice;
}

/**
 * Takes a notice from the queue for one attempt, or nothing when somebody else has it or there is nothing to send any
 * more. The attempt is written down before it is made, and stays in doubt until its end is: only a crash in between
 * leaves one that nobody can tell, and it is made again under the same Message-ID once the lease is over.
 */
export async function takeForAttempt(
  tx: Transaction,
  { trials, channels, config }: { trials: Trials; channels: NoticeChannels; config: NoticesConfig },
  { noticeId: id }: Queued,
): Promise<Attempt | undefined> {
  const notice = await tx.rows(Notices).findOne({
    where: { id },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
  if (!notice || !isInQueue(notice) || !(await isItsTurn(tx, id)) || !channels.has(notice.channel)) return undefined;
  const { verdict, contact } = await judge(tx, trials, notice, true);
  await carryOut(tx, notice, verdict, noticeDue);
  if (verdict.kind !== 'send' || !contact) return undefined;
  const message = await messageOf(tx, notice, contact, channels);
  const number = await writeAttempt(tx, notice, message, config.NOTICE_LEASE_MS);
  return { number, channel: notice.channel, message };
}

const isInQueue = ({ state }: StoredNotice): boolean => state === 'waiting' || state === 'held';

const isItsTurn = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.query('select 1 from notice_queue where notice_id = $1 and next_try_at <= clock_timestamp()', [id]))
    .length > 0;

async function messageOf(
  tx: Transaction,
  { id, siteId, recipient, step, round, channel }: StoredNotice,
  contact: NoticeContact,
  channels: NoticeChannels,
): Promise<OutgoingNotice> {
  const [found] = await tx.query<{ address: string }>('select address from notice_address where contact_id = $1', [
    contact.id,
  ]);
  if (!found) throw new Error(`contact ${contact.id} has no address`);
  const messageId = channels.named(channel).messageIdOf(id, round);
  return { noticeId: id, messageId, siteId, recipient, step, address: found.address, language: contact.language };
}

async function writeAttempt(
  tx: Transaction,
  { id, trialId, siteId, participantId, attempts }: StoredNotice,
  { messageId }: OutgoingNotice,
  leaseMs: number,
): Promise<number> {
  const number = attempts + 1;
  await tx.query(
    `insert into notice_attempt (notice_id, number, trial_id, site_id, participant_id, message_id, outcome, started_at)
     values ($1, $2, $3, $4, $5, $6, 'in-doubt', $7)`,
    [id, number, trialId, siteId, participantId, messageId, tx.now.toString()],
  );
  await tx.rows(Notices).update({ id }, { attempts: number });
  await tryAgainIn(tx, id, leaseMs);
  return number;
}

/** Writes down how an attempt ended. What was stopped meanwhile and left all the same was sent: the ledger says so. */
export async function recordOutcome(
  tx: Transaction,
  { number, message }: Attempt,
  { outcome, replyCode }: AttemptOutcome,
  pauses: readonly number[],
): Promise<void> {
  const id = message.noticeId;
  const notice = await tx.rows(Notices).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
  await tx.query(
    `update notice_attempt set outcome = $3, reply_code = $4, ended_at = $5 where notice_id = $1 and number = $2`,
    [id, number, outcome, replyCode ?? null, tx.now.toString()],
  );
  if (outcome === 'sent') {
    await tx.rows(Notices).update({ id }, { state: 'sent', because: null, settledAt: tx.now });
    await tx.query('delete from notice_queue where notice_id = $1', [id]);
  } else if (outcome === 'refused' && notice.state === 'waiting') {
    await tx.rows(Notices).update({ id }, { state: 'failed', because: 'refused', settledAt: tx.now });
    await tx.query('delete from notice_queue where notice_id = $1', [id]);
  } else await tryAgainIn(tx, id, pauseAfter(notice.attempts, pauses));
}

/** In wall time: how a mail server recovers has nothing to do with the time of the trial. */
const tryAgainIn = async (tx: Transaction, id: string, milliseconds: number): Promise<void> => {
  await tx.query(
    `update notice_queue set next_try_at = clock_timestamp() + $2 * interval '1 millisecond' where notice_id = $1`,
    [id, milliseconds],
  );
};

/** Under whom a message is sent: the service itself, because of the notice. */
export const contextOf = ({ service }: Transactions, { noticeId, trialId, siteId }: Queued): Context => ({
  actor: `service:${service}`,
  role: 'service',
  organisation: 'platform',
  trialId,
  sites: [siteId],
  zone: 'UTC',
  reason: 'notice:delivery',
  trace: `00-${noticeId.replaceAll('-', '')}-${noticeId.replaceAll('-', '').slice(-16)}-01`,
  cause: `notice:${noticeId}`,
});
