import { arm } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { IsNull } from 'typeorm';
import { compareNotices } from '../domain/notices/compare-notices.js';
import type { Notice } from '../domain/notices/notice.js';
import { intendedNotices, type Versions } from './intended-notices.js';
import { NoticeContacts } from './notice-contact.table.js';
import { noticeDue } from './notice.deadline.js';
import { Notices, type StoredNotice } from './notice.table.js';
import { stopNotices } from './stop-notices.js';
import { visitsToRemindOf, type RemindedVisit } from './visits-to-remind-of.js';

/**
 * Makes the notices of a participant what the rules say of their visits now, in the transaction that planned or moved a
 * visit. Doing it again changes nothing.
 */
export async function replanNotices(tx: Transaction, trials: Trials, participantId: string): Promise<void> {
  // One at a time: two plans of one participant would both find a notice missing.
  await tx.query('select 1 from participant where id = $1 for update', [participantId]);
  const visits = await visitsToRemindOf(tx, trials, { by: 'participant_id', id: participantId });
  const ledger = await tx.rows(Notices).find({ where: { participantId }, lock: { mode: 'pessimistic_write' } });
  if (visits.length === 0 && ledger.length === 0) return;
  const intended = await withZones(tx, trials, visits, ledger);
  const visitOf = new Map(visits.map((visit) => [visit.id, visit]));
  const { added, tooLate, moved, stopped } = compareNotices(ledger, intended, tx.now);

  for (const notice of added) await enter(tx, notice, visitOf.get(notice.visitId), null);
  for (const notice of tooLate) await enter(tx, notice, visitOf.get(notice.visitId), 'too-late');
  for (const { from, to } of moved) await move(tx, from, to, visitOf.get(to.visitId));
  await stopNotices(tx, { ids: stopped.map(({ id }) => id) }, 'no-longer-intended');
}

/** What is intended, by the zones of those who are written to; nobody further is told of what somebody sees to. */
export async function withZones(
  tx: Transaction,
  trials: Versions,
  visits: readonly RemindedVisit[],
  ledger: readonly StoredNotice[],
): Promise<readonly Notice[]> {
  const [first] = visits;
  if (!first) return [];
  const { participantId } = first;
  const contacts = await tx.rows(NoticeContacts).findBy([{ participantId }, { participantId: IsNull() }]);
  const acknowledged = new Set(
    ledger.filter(({ acknowledgedAt }) => acknowledgedAt).map(({ visitId, rule }) => `${visitId} ${rule}`),
  );
  const known = new Set(ledger.map(({ key }) => key));
  return visits
    .flatMap((visit) =>
      intendedNotices(trials, visit, (recipient) => {
        const contact = contacts.find(
          (each) =>
            each.recipient === recipient &&
            each.siteId === visit.siteId &&
            (each.participantId === null || each.participantId === visit.participantId),
        );
        return contact?.zone ?? visit.zone;
      }),
    )
    .filter(({ key, visitId, rule, step }) => step === 0 || known.has(key) || !acknowledged.has(`${visitId} ${rule}`));
}

async function enter(
  tx: Transaction,
  notice: Notice,
  visit: RemindedVisit | undefined,
  because: 'too-late' | null,
): Promise<void> {
  if (!visit) return;
  const { trialId, siteId, participantId, visitCode, trialVersion } = visit;
  const id = tx.newId();
  await tx.rows(Notices).insert({
    ...notice,
    ...{ id, trialId, siteId, participantId, visitCode, trialVersion, channel: 'e-mail' },
    ...(because === null ? { state: 'planned', settledAt: null } : { state: 'stopped', settledAt: tx.now }),
    ...{ because, round: 1, attempts: 0, acknowledgedAt: null },
  });
  if (because === null) arm(tx, noticeDue, { trialId, siteId, noticeId: id }, notice.dueAt);
}

async function move(
  tx: Transaction,
  { id, trialId, siteId, trialVersion }: StoredNotice,
  { momentAt, dueAt }: Notice,
  visit: RemindedVisit | undefined,
): Promise<void> {
  const planned = { state: 'planned', because: null, settledAt: null } as const;
  await tx
    .rows(Notices)
    .update({ id }, { momentAt, dueAt, trialVersion: visit?.trialVersion ?? trialVersion, ...planned });
  arm(tx, noticeDue, { trialId, siteId, noticeId: id }, dueAt);
}
