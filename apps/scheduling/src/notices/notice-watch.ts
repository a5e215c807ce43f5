import type { AtTrial, NoticeWatch } from '@trial/contracts';
import { isBefore, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { isOpen } from '../domain/notices/compare-notices.js';
import { intendedNotices } from './intended-notices.js';
import { Notices, type StoredNotice } from './notice.table.js';
import { visitsToRemindOf } from './visits-to-remind-of.js';

/**
 * Derives once more what the rules intend for every visit the caller may see, and compares it with the ledger: a rule
 * that silently stopped working shows here (ASK10).
 */
export async function noticeWatch(tx: Transaction, trials: Trials, { trialId }: AtTrial): Promise<NoticeWatch> {
  const visits = await visitsToRemindOf(tx, trials, { by: 'trial_id', id: trialId });
  const ledger = await tx.rows(Notices).findBy({ trialId });
  // The moment of a rule does not depend on the recipient's zone, so the zone of the visit will do.
  const intended = visits.flatMap((visit) => intendedNotices(trials, visit, () => visit.zone));
  const known = new Map(ledger.map((notice) => [notice.key, notice]));
  const keys = new Set(intended.map(({ key }) => key));
  const count = (matches: (notice: StoredNotice) => boolean): number => ledger.filter(matches).length;
  const acknowledged = new Set(
    ledger.filter(({ acknowledgedAt }) => acknowledgedAt).map(({ visitId, rule }) => `${visitId} ${rule}`),
  );
  return {
    missing: intended.filter(
      ({ key, step, visitId, rule }) => !known.has(key) && !(step > 0 && acknowledged.has(`${visitId} ${rule}`)),
    ).length,
    unexpected: count(({ key, state }) => isOpen(state) && !keys.has(key)),
    misplaced: intended.filter(({ key, momentAt }) => isElsewhere(known.get(key), momentAt)).length,
    dueWithoutOutcome: count(
      ({ state, dueAt }) => (state === 'planned' || state === 'waiting') && isLongPast(dueAt, tx.now),
    ),
    held: count(({ state }) => state === 'held'),
    failed: count(({ state }) => state === 'failed'),
    inDoubt: await attemptsInDoubt(tx, trialId),
  };
}

const isElsewhere = (notice: StoredNotice | undefined, momentAt: Instant): boolean =>
  notice?.state === 'planned' && !notice.momentAt.equals(momentAt);

const isLongPast = (at: Instant, now: Instant): boolean => isBefore(at.add({ minutes: 1 }), now);

async function attemptsInDoubt(tx: Transaction, trialId: string): Promise<number> {
  const [found] = await tx.query<{ count: number }>(
    `select count(*)::int as count from notice_attempt where trial_id = $1 and outcome = 'in-doubt'`,
    [trialId],
  );
  return found?.count ?? 0;
}
