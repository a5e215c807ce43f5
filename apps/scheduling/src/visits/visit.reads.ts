import {
  keyAfter,
  pageOf,
  pageSize,
  type AtVisitQuery,
  type PageOfParticipant,
  type VisitPage,
  type VisitView,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { written } from './visit-facts.js';
import { visitViewOf } from './visit-view.js';
import { Visits } from './visit.table.js';

/** One visit; `Rejection('visit-unknown')` when the caller may not see one. */
export async function oneVisit(tx: Transaction, { participantId, visitId }: AtVisitQuery): Promise<VisitView> {
  const visit = await tx.rows(Visits).findOneBy({ id: visitId, participantId });
  if (!visit) throw new Rejection('visit-unknown', { field: 'visitId' });
  return visitViewOf(visit, tx.now);
}

/** The plan of a participant by target; empty before treatment, and for a participant the caller may not see. */
export async function visitPlan(tx: Transaction, request: PageOfParticipant): Promise<VisitPage> {
  const limit = pageSize(request);
  const rows = await tx
    .rows(Visits)
    .createQueryBuilder('visit')
    .where('visit.participantId = :participantId', { participantId: request.participantId })
    .andWhere(`${SORT_KEY} > :after`, { after: keyAfter(request.cursor) })
    .orderBy('visit.targetAt')
    .addOrderBy('visit.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, (visit) => `${written(visit.targetAt)} ${visit.id}`);
  return { items: items.map((visit) => visitViewOf(visit, tx.now)), ...rest };
}

/** The key of `pageOf` in SQL. As text, byte by byte, because a cursor may hold any text. */
const SORT_KEY = `(to_char(visit.targetAt at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || visit.id::text) collate "C"`;
