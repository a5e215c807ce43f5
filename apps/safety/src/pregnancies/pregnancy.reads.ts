import {
  keyAfter,
  pageOf,
  pageSize,
  type AtPregnancy,
  type ListPregnancies,
  type PregnancyEntries as EntriesView,
  type PregnancyPage,
  type PregnancyView,
} from '@trial/contracts';
import { civilDate, Rejection, type Instant, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import {
  conceptionBy,
  isReportLate,
  needsAdverseEvent,
  type Pregnancy,
  type PregnancyFacts,
  type PregnancyId,
} from '../domain/pregnancy.js';
import { Participants, type Participant } from '../participants/participant.table.js';
import { PregnancyEntries } from './pregnancy-entry.table.js';
import { Pregnancies } from './pregnancy.table.js';

/** A pregnancy to change, locked; one of another participant or site is as unknown as one that does not exist. */
export async function lockPregnancy(
  tx: Transaction,
  participantId: ParticipantId,
  id: PregnancyId,
  expectedVersion?: number,
): Promise<Pregnancy> {
  const pregnancy = await tx
    .rows(Pregnancies)
    .findOne({ where: { id, participantId }, lock: { mode: 'pessimistic_write' } });
  if (!pregnancy) throw new Rejection('pregnancy-unknown', { field: 'pregnancyId' });
  if (expectedVersion !== undefined && pregnancy.version !== expectedVersion)
    throw new Rejection('version-conflict', { rule: `it is at version ${pregnancy.version} now` });
  return pregnancy;
}

export async function readPregnancyView(tx: Transaction, at: AtPregnancy): Promise<PregnancyView> {
  return viewOf(tx, await knownPregnancy(tx, at));
}

export async function pregnancyEntries(tx: Transaction, at: AtPregnancy): Promise<EntriesView> {
  const { id: pregnancyId } = await knownPregnancy(tx, at);
  const entries = await tx.rows(PregnancyEntries).find({ where: { pregnancyId }, order: { version: 'ASC' } });
  return {
    items: entries.map(({ act, information, learnedAt, reason, by, at: saidAt, version, ...entry }) => ({
      ...{ act, by, at: moment(saidAt), version, ...factsView(entry) },
      ...(information === null ? {} : { information }),
      ...(learnedAt === null ? {} : { learnedAt: moment(learnedAt) }),
      ...(reason === null ? {} : { reason }),
    })),
  };
}

export async function pregnancyPage(tx: Transaction, request: ListPregnancies): Promise<PregnancyPage> {
  const limit = pageSize(request);
  const query = tx
    .rows(Pregnancies)
    .createQueryBuilder('pregnancy')
    .where('pregnancy.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('pregnancy.id::text')
    .limit(limit + 1);
  if (request.participantId)
    query.andWhere('pregnancy.participant_id = :participantId', { participantId: request.participantId });
  const { items, ...rest } = pageOf(await query.getMany(), limit, ({ id }) => id);
  return { items: await viewsOf(tx, items), ...rest };
}

export async function viewOf(tx: Transaction, pregnancy: Pregnancy): Promise<PregnancyView> {
  const [view] = await viewsOf(tx, [pregnancy]);
  if (!view) throw new Error('one pregnancy has one view');
  return view;
}

async function knownPregnancy(tx: Transaction, { participantId, pregnancyId: id }: AtPregnancy): Promise<Pregnancy> {
  const pregnancy = await tx.rows(Pregnancies).findOneBy({ id, participantId });
  if (!pregnancy) throw new Rejection('pregnancy-unknown', { field: 'pregnancyId' });
  return pregnancy;
}

async function viewsOf(tx: Transaction, pregnancies: readonly Pregnancy[]): Promise<PregnancyView[]> {
  const ids = [...new Set(pregnancies.map(({ participantId }) => participantId))];
  const people = await tx.rows(Participants).findBy({ id: In(ids) });
  return pregnancies.map((pregnancy) =>
    shown(
      pregnancy,
      people.find(({ id }) => id === pregnancy.participantId),
      tx.now,
    ),
  );
}

function shown(pregnancy: Pregnancy, person: Participant | undefined, now: Instant): PregnancyView {
  const { id, participantId, siteId, whose, awareAt, dueAt, receivedAt, followUpOn, trialVersion } = pregnancy;
  const treatedOn = person?.treatedAt ? civilDate(person.treatedAt, person.zone) : null;
  const late = isReportLate(pregnancy, receivedAt ?? now);
  return {
    ...{ pregnancyId: id, participantId, siteId, whose, ...factsView(pregnancy) },
    conception: conceptionBy(pregnancy, treatedOn),
    ...{ awareAt: moment(awareAt), dueAt: moment(dueAt) },
    reportState: receivedAt ? (late ? 'met-late' : 'met') : late ? 'breached' : 'running',
    ...(receivedAt ? { receivedAt: moment(receivedAt) } : {}),
    ...(needsAdverseEvent(pregnancy) ? { flags: ['adverse-event-needed'] } : {}),
    ...(followUpOn ? { followUpOn } : {}),
    ...{ trialVersion, recordedAt: moment(pregnancy.recordedAt), version: pregnancy.version },
  };
}

type FactsView = Pick<
  PregnancyView,
  | 'lastPeriodOn'
  | 'conceivedOn'
  | 'expectedOn'
  | 'partnerConsent'
  | 'outcome'
  | 'endedOn'
  | 'congenitalAnomaly'
  | 'adverseEventId'
>;

/** What is not known is left out. */
function factsView(facts: PregnancyFacts & Pick<Pregnancy, 'adverseEventId'>): FactsView {
  const { lastPeriodOn, conceivedOn, expectedOn, partnerConsent, endedOn, congenitalAnomaly, adverseEventId } = facts;
  return {
    outcome: facts.outcome,
    ...(lastPeriodOn ? { lastPeriodOn } : {}),
    ...(conceivedOn ? { conceivedOn } : {}),
    ...(expectedOn ? { expectedOn } : {}),
    ...(partnerConsent ? { partnerConsent } : {}),
    ...(endedOn ? { endedOn } : {}),
    ...(congenitalAnomaly ? { congenitalAnomaly } : {}),
    ...(adverseEventId ? { adverseEventId } : {}),
  };
}

const moment = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
