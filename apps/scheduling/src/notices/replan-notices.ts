import { armAll } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { IsNull } from 'typeorm';
import { compareNotices } from '../domain/notices/compare-notices.js';
import type { Notice } from '../domain/notices/notice.js';
import { holdBells } from './hold-bells.js';
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
  await holdBells(tx, { participantId });
  const visits = await visitsToRemindOf(tx, trials, { by: 'participant_id', id: participantId });
  const ledger = await tx.rows(Notices).find({ where: { participantId }, lock: { mode: 'pessimistic_write' } });
  if (visits.length === 0 && ledger.length === 0) return;
  const intended = await withZones(tx, trials, visits, ledger);
  const visitOf = new Map(visits.map((visit) => [visit.id, visit]));
  const { added, tooLate, moved, stopped } = compareNotices(ledger, intended, tx.now);

  const entryOf = (notice: Notice, because: 'too-late' | null) =>
    entry(tx, notice, visitOf.get(notice.visitId), because);
  await enter(tx, [
    ...added.flatMap((notice) => entryOf(notice, null)),
    ...tooLate.flatMap((notice) => entryOf(notice, 'too-late')),
  ]);
  await move(tx, moved, visitOf);
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

function entry(
  tx: Transaction,
  notice: Notice,
  visit: RemindedVisit | undefined,
  because: 'too-late' | null,
): StoredNotice[] {
  if (!visit) return [];
  const { trialId, siteId, participantId, visitCode, trialVersion } = visit;
  return [
    {
      ...notice,
      ...{ id: tx.newId(), trialId, siteId, participantId, visitCode, trialVersion, channel: 'e-mail' },
      ...(because === null ? { state: 'planned', settledAt: null } : { state: 'stopped', settledAt: tx.now }),
      ...{ because, round: 1, attempts: 0, acknowledgedAt: null },
    },
  ];
}

async function enter(tx: Transaction, notices: readonly StoredNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.rows(Notices).insert([...notices]);
  const planned = notices.filter(({ state }) => state === 'planned');
  armAll(tx, noticeDue, planned.map(bellOf));
}

async function move(
  tx: Transaction,
  moved: readonly { readonly from: StoredNotice; readonly to: Notice }[],
  visitOf: ReadonlyMap<string, RemindedVisit>,
): Promise<void> {
  if (moved.length === 0) return;
  await tx.query(
    `update notice set moment_at = moved.moment_at, due_at = moved.due_at, trial_version = moved.trial_version,
                       state = 'planned', because = null, settled_at = null
       from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::integer[])
         as moved (id, moment_at, due_at, trial_version)
      where notice.id = moved.id`,
    [
      moved.map(({ from }) => from.id),
      moved.map(({ to }) => to.momentAt.toString()),
      moved.map(({ to }) => to.dueAt.toString()),
      moved.map(({ from, to }) => visitOf.get(to.visitId)?.trialVersion ?? from.trialVersion),
    ],
  );
  armAll(
    tx,
    noticeDue,
    moved.map(({ from, to }) => bellOf({ ...from, dueAt: to.dueAt })),
  );
}

const bellOf = ({ id, trialId, siteId, dueAt }: StoredNotice) => ({
  payload: { trialId, siteId, noticeId: id },
  dueAt,
});
