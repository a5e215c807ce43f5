import { civilDate, isBefore, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration, Trials } from '@trial/trial-configuration';
import { compareNotices } from '../domain/notices/compare-notices.js';
import type { Notice } from '../domain/notices/notice.js';
import { Notices, type StoredNotice } from '../notices/notice.table.js';
import { withZones } from '../notices/replan-notices.js';
import { owesFormsOf, visitsToRemindOf, type RemindedVisit } from '../notices/visits-to-remind-of.js';
import type { Participant } from '../participants/participant.table.js';
import { openedVisits } from '../visit-windows/opened-visits.reads.js';
import type { VisitImpact } from './amendment-impact.js';

/** Reminders of one visit that are pending, before the amendment and after it. */
export interface ReminderImpact {
  readonly before: readonly Notice[];
  readonly after: readonly Notice[];
}

/**
 * The reminders that change with the visits of a participant, by visit code; by the rules and the comparison that carrying
 * it out uses.
 *
 * @param at the moment from which the amendment concerns the participant: what rings until then has rung.
 */
export async function reminderImpacts(
  tx: Transaction,
  trials: Pick<Trials, 'version'>,
  amended: TrialConfiguration,
  participant: Participant,
  impacts: readonly VisitImpact[],
  at: Instant,
): Promise<ReadonlyMap<string, ReminderImpact>> {
  const versions = {
    version: (id: string, version: number) => (version === amended.version ? amended : trials.version(id, version)),
  };
  const now = await visitsToRemindOf(tx, trials as Trials, { by: 'participant_id', id: participant.id });
  const ledger = (await tx.rows(Notices).findBy({ participantId: participant.id })).map((notice) => rungBy(notice, at));
  const opened = await openedVisits(tx, now, at);
  const then = [
    ...now.map((visit) => changed(visit, amended, impacts, opened.has(visit.id))),
    ...added(participant, amended, impacts),
  ];
  if (then.length === 0) return new Map();
  const { added: fresh, moved, stopped } = compareNotices(ledger, await withZones(tx, versions, then, ledger), at);
  const ended = new Set([...stopped, ...moved.map(({ from }) => from)].map(({ key }) => key));

  const before = ledger.filter(({ state }) => state === 'planned');
  const after = [...before.filter(({ key }) => !ended.has(key)), ...moved.map(({ to }) => to), ...fresh];
  const codes = new Map(then.map(({ id, visitCode }) => [id, visitCode]));
  return new Map(
    [...codes.values()].map((visitCode) => {
      const isOfVisit = ({ visitId }: Notice) => codes.get(visitId) === visitCode;
      return [visitCode, { before: before.filter(isOfVisit), after: after.filter(isOfVisit) }];
    }),
  );
}

/** A reminder that is due by then has rung, and moves no more. */
const rungBy = (notice: StoredNotice, at: Instant): StoredNotice =>
  notice.state === 'planned' && isBefore(notice.dueAt, at) ? { ...notice, state: 'waiting' } : notice;

/** Whether other reminders are pending of a visit than before. */
export const remindersChange = ({ before, after }: ReminderImpact): boolean => inWords(before) !== inWords(after);

const inWords = (notices: readonly Notice[]): string =>
  notices
    .map(({ rule, recipient, step, dueAt }) => [rule, recipient, step, dueAt].map(String).join(' '))
    .sort()
    .join('; ');

/** The visit as it will be. */
function changed(
  visit: RemindedVisit,
  amended: TrialConfiguration,
  impacts: readonly VisitImpact[],
  hasOpened: boolean,
): RemindedVisit {
  const impact = impacts.find(({ visitId }) => visitId === visit.id);
  const goesByIt = { ...visit, trialVersion: amended.version, owesForms: owesFormsOf(amended, visit) };
  const asIs = hasOpened || visit.state !== 'planned' ? visit : goesByIt;
  if (!impact) return asIs;
  // One that may still move reminds nobody.
  if (impact.change === 'disappears' || !impact.after || impact.after.provisional)
    return { ...visit, state: 'cancelled' };
  const { targetOn, targetAt, opensAt, closesAt, unit, zone } = impact.after;
  return { ...asIs, targetOn, targetAt, opensAt, closesAt, unit, zone };
}

/** Visits that will be there, and are not yet, or may still move until then. */
function added(
  participant: Participant,
  amended: TrialConfiguration,
  impacts: readonly VisitImpact[],
): RemindedVisit[] {
  const { trialId, siteId, id: participantId, endedAs } = participant;
  return impacts.flatMap(({ change, visitId, before, after }) =>
    (change === 'appears' || before?.provisional) && after && !after.provisional
      ? [
          {
            ...{
              ...after,
              id: visitId ?? `new ${after.visitCode}`,
              trialId,
              siteId,
              participantId,
              endedAs,
              state: 'planned' as const,
            },
            targetOn: civilDate(after.targetAt, after.zone),
            trialVersion: amended.version,
            settled: [],
            owesForms: owesFormsOf(amended, { ...after, settled: [] }),
          },
        ]
      : [],
  );
}
