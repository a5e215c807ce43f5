import {
  keyAfter,
  pageOf,
  pageSize,
  type AtVisitQuery,
  type PageOfParticipant,
  type PageOfTrial,
  type VisitPage,
  type VisitView,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { SelectQueryBuilder } from 'typeorm';
import { written } from './visit-facts.js';
import { visitViewOf } from './visit-view.js';
import { Visits, type StoredVisit } from './visit.table.js';

/** One visit; `Rejection('visit-unknown')` when the caller may not see one. */
export async function oneVisit(tx: Transaction, { participantId, visitId }: AtVisitQuery): Promise<VisitView> {
  const visit = await tx.rows(Visits).findOneBy({ id: visitId, participantId });
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });
  return visitViewOf(visit, tx.now);
}

/** The plan of a participant by target; empty before treatment, and for a participant the caller may not see. */
export const visitPlan = (tx: Transaction, request: PageOfParticipant): Promise<VisitPage> =>
  page(tx, request, 'targetAt', (visits) =>
    visits.where('visit.participantId = :participantId', { participantId: request.participantId }),
  );

/**
 * Planned visits whose window has opened, by the end of their window: what is overdue first, the longest overdue on
 * top, then what has the least time left. The order does not depend on the clock, so paging stays stable (S11).
 */
export const worklist = (tx: Transaction, request: PageOfTrial): Promise<VisitPage> =>
  page(tx, request, 'closesAt', (visits) =>
    visits
      .where(`visit.trialId = :trialId and visit.state = 'planned'`, { trialId: request.trialId })
      .andWhere('visit.opensAt <= :now', { now: tx.now.toString() }),
  );

async function page(
  tx: Transaction,
  request: PageOfTrial,
  by: 'targetAt' | 'closesAt',
  chosen: (visits: SelectQueryBuilder<StoredVisit>) => SelectQueryBuilder<StoredVisit>,
): Promise<VisitPage> {
  const limit = pageSize(request);
  const rows = await chosen(tx.rows(Visits).createQueryBuilder('visit'))
    .andWhere(`${sortKey(by)} > :after`, { after: keyAfter(request.cursor) })
    .orderBy(`visit.${by}`)
    .addOrderBy('visit.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, (visit) => `${written(visit[by])} ${visit.id}`);
  return { items: items.map((visit) => visitViewOf(visit, tx.now)), ...rest };
}

/** The key of `pageOf` in SQL. As text, byte by byte, because a cursor may hold any text. */
const sortKey = (by: 'targetAt' | 'closesAt'): string =>
  `(to_char(visit.${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || visit.id::text) collate "C"`;
