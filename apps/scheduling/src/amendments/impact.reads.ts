import { keyAfter, pageOf, pageSize, type PageOfTrial } from '@trial/contracts';
import { instant, isAfter, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration, Trials } from '@trial/trial-configuration';
import { In } from 'typeorm';
import { Participants, type Participant } from '../participants/participant.table.js';
import { FollowUpEnds } from '../visit-plans/follow-up-end.table.js';
import { visitWindowCloses, visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { bellsOf } from '../visit-windows/bells.js';
import { Visits } from '../visits/visit.table.js';
import { impactOf, type VisitImpact, type VisitWithBells } from './amendment-impact.js';
import { reminderImpacts, remindersChange, type ReminderImpact } from './reminder-impact.js';

/** What the next version does to one participant. */
export interface ParticipantImpact {
  readonly participant: Participant;
  readonly visits: readonly VisitImpact[];
  /** The reminders that change, by visit code. */
  readonly reminders: ReadonlyMap<string, ReminderImpact>;
}

/** One page of participants whom the amendment can concern, with what it does to each. */
export async function impactPage(
  tx: Transaction,
  trials: Pick<Trials, 'version'>,
  amended: TrialConfiguration,
  request: PageOfTrial,
): Promise<{ items: readonly ParticipantImpact[]; nextCursor?: string }> {
  const limit = pageSize(request);
  const participants = await tx
    .rows(Participants)
    .createQueryBuilder('participant')
    .where('participant.trialId = :trialId and participant.endedAt is null', { trialId: amended.id })
    .andWhere('not participant.screeningFailed and participant.trialVersion < :version', { version: amended.version })
    .andWhere('participant.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('participant.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(participants, limit, ({ id }) => id);
  const visits = await visitsOf(tx, items);
  const ends = await tx.rows(FollowUpEnds).findBy({ trialId: amended.id });
  const impacts: ParticipantImpact[] = [];
  for (const participant of items) {
    const end = ends.find(({ siteId }) => siteId === participant.siteId)?.endsOn.toString() ?? null;
    const at = concernsFrom(amended, participant, tx.now);
    const own = impactOf(amended, participant, visits.get(participant.id) ?? [], end, at);
    const reminders = await reminderImpacts(tx, trials, amended, participant, own, at);
    const staying = (visits.get(participant.id) ?? []).flatMap((each) => stays(each, own, reminders));
    impacts.push({ participant, visits: [...own, ...staying], reminders });
  }
  return { items: impacts, ...rest };
}

/** A visit whose window stays, of which other reminders will be pending. */
function stays(
  { visit, rung }: VisitWithBells,
  own: readonly VisitImpact[],
  reminders: ReadonlyMap<string, ReminderImpact>,
): readonly VisitImpact[] {
  const impact = reminders.get(visit.visitCode);
  if (!impact || !remindersChange(impact) || own.some(({ visitId }) => visitId === visit.id)) return [];
  const bells = bellsOf(visit, rung);
  const { visitCode, id: visitId } = visit;
  return [
    {
      ...{ visitCode, visitId, change: 'stays', before: visit, after: visit },
      ...{ fallsOutOfWindow: false, bellsBefore: bells, bellsAfter: bells },
    },
  ];
}

/** The moment from which a participant can be concerned: now, or when the site begins to work by the version. */
export function concernsFrom(amended: TrialConfiguration, { siteId }: Participant, now: Instant): Instant {
  const site = amended.sites.find(({ code }) => code === siteId);
  const activeFrom = site ? instant(site.activeFrom) : now;
  return isAfter(activeFrom, now) ? activeFrom : now;
}

async function visitsOf(tx: Transaction, participants: readonly Participant[]): Promise<Map<string, VisitWithBells[]>> {
  const visits = await tx.rows(Visits).find({
    where: { participantId: In(participants.map(({ id }) => id)) },
    order: { targetAt: 'asc', id: 'asc' },
  });
  const rung = await tx.query<{ name: string; key: string }>(
    `select name, key from deadline where name = any($1) and key = any($2) and status = 'fired'`,
    [[visitWindowOpens.name, visitWindowCloses.name], visits.map(({ id }) => id)],
  );
  const hasRung = (name: string, id: string): boolean => rung.some((bell) => bell.name === name && bell.key === id);
  const byParticipant = new Map<string, VisitWithBells[]>();
  for (const visit of visits) {
    const rungOfVisit = {
      opens: hasRung(visitWindowOpens.name, visit.id),
      closes: hasRung(visitWindowCloses.name, visit.id),
    };
    const own = byParticipant.get(visit.participantId) ?? [];
    byParticipant.set(visit.participantId, [...own, { visit, rung: rungOfVisit }]);
  }
  return byParticipant;
}
