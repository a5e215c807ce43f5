import {
  keyAfter,
  pageOf,
  pageSize,
  type CalendarEntry,
  type CalendarOfSite,
  type CalendarPage,
  type PageOfParticipant,
  type PageOfTrial,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { In, type SelectQueryBuilder } from 'typeorm';
import { clinicOf } from '../appointments/clinic.reads.js';
import { calendarPlaceOf, isCancelled, type CalendarPlace } from '../domain/appointments/calendar-entry.js';
import { slotHolding } from '../domain/appointments/clinic.js';
import { Participants } from '../participants/participant.table.js';
import { written } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';

type Chosen = (visits: SelectQueryBuilder<StoredVisit>) => SelectQueryBuilder<StoredVisit>;

/** Every visit of a site that has a place in a calendar, with whom it is. `Rejection('site-unknown')`. */
export async function siteCalendar(tx: Transaction, trials: Trials, request: CalendarOfSite): Promise<CalendarPage> {
  const { trialId, siteId } = request;
  if (!tx.context.sites.includes(siteId)) throw new Rejection('site-unknown', { field: 'siteId' });
  const { visits, ...rest } = await page(tx, request, (query) =>
    query
      .where('visit.trialId = :trialId and visit.siteId = :siteId', { trialId, siteId })
      .andWhere(`(visit.plannedFor is not null or visit.state not in ('done', 'missed'))`),
  );
  const ids = [...new Set(visits.map(({ participantId }) => participantId))];
  const known = await tx.rows(Participants).findBy({ id: In(ids) });
  const codes = new Map(known.map(({ id, participantCode }) => [id, participantCode]));
  const entries = await entriesOf(tx, trials, visits);
  const items = entries.map(({ visit, entry }) => {
    const participantCode = codes.get(visit.participantId);
    return Object.assign(entry, { visitCode: visit.visitCode, ...(participantCode ? { participantCode } : {}) });
  });
  return { items, ...rest };
}

/** The appointments of one participant: only that and when, as others may see their telephone. */
export async function ownCalendar(tx: Transaction, trials: Trials, request: PageOfParticipant): Promise<CalendarPage> {
  const { participantId } = request;
  const { visits, ...rest } = await page(tx, request, (query) =>
    query.where('visit.participantId = :participantId and visit.plannedFor is not null', { participantId }),
  );
  return { items: (await entriesOf(tx, trials, visits)).map(({ entry }) => entry), ...rest };
}

async function page(tx: Transaction, request: PageOfTrial, chosen: Chosen) {
  const limit = pageSize(request);
  const rows = await chosen(tx.rows(Visits).createQueryBuilder('visit'))
    .andWhere(`visit.id::text collate "C" > :after`, { after: keyAfter(request.cursor) })
    .orderBy('visit.id')
    .limit(limit + 1)
    .getMany();
  const { items: visits, ...rest } = pageOf(rows, limit, ({ id }) => id);
  return { visits, ...rest };
}

async function entriesOf(tx: Transaction, trials: Trials, visits: readonly StoredVisit[]) {
  const changes = await lastChanges(tx, visits);
  return visits.flatMap((visit) => {
    const place = calendarPlaceOf(visit);
    const changedAt = changes.get(visit.id);
    if (!place || changedAt === undefined) return [];
    const { id, version } = visit;
    const when = momentsOf(tx, trials, visit, place);
    const entry: CalendarEntry = {
      visitId: id,
      kind: place.kind,
      cancelled: isCancelled(visit),
      ...when,
      changedAt,
      version,
    };
    return [{ visit, entry }];
  });
}

function momentsOf(tx: Transaction, trials: Trials, visit: StoredVisit, place: CalendarPlace): Partial<CalendarEntry> {
  if (place.kind === 'window') return { from: place.from.toString(), until: place.until.toString() };
  const clinic = clinicOf(trials, visit, tx.now);
  const slot = clinic && slotHolding(clinic, place.at, visit.zone);
  return { startsAt: written(place.at), ...(slot ? { endsAt: written(slot.endsAt) } : {}) };
}

/** When each was last changed, from the audit trail: a calendar is the same bytes until something changes. */
async function lastChanges(tx: Transaction, visits: readonly StoredVisit[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; at: string }>(
    `select row_id as id, to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
       from audit_entry where table_name = 'visit' and row_id = any($1::text[]) group by row_id`,
    [visits.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}
