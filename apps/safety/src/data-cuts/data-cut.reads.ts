import { keyAfter, pageOf, pageSize, type DataCutPage, type DataCutView, type PageOfTrial } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { SafetySnapshot, SnapshotEvent } from '../domain/safety-snapshot.js';
import { DataCutParts, DataCuts, type DataCut, type DataCutPart } from './data-cut.table.js';
import { hashOf, rowsIn } from './frozen-content.js';

/** A cut; one of another trial, or with a site the caller may not see, is as unknown as one that does not exist. */
export async function knownCut(tx: Transaction, id: string): Promise<DataCut> {
  const cut = await tx.rows(DataCuts).findOneBy({ id });
  if (!cut) throw new Rejection('data-cut-unknown', { field: 'dataCutId' });
  return cut;
}

/**
 * The content of a cut, in its parts, held against the hash that is on record. One that does not fit it is broken, not
 * refused: no table may be made from it. Listings are read past this check.
 */
export async function contentParts(tx: Transaction, cut: DataCut): Promise<DataCutPart[]> {
  const parts = await tx
    .rows(DataCutParts)
    .find({ where: { dataCutId: cut.id }, order: { kind: 'ASC', ordinal: 'ASC' } });
  if (hashOf(cut, parts) !== cut.sha256) throw new Error(`the content of data cut ${cut.id} is not what was frozen`);
  return parts;
}

/** What was frozen. */
export async function snapshotOfCut(tx: Transaction, cut: DataCut): Promise<SafetySnapshot> {
  const parts = await contentParts(tx, cut);
  const rowsOf = <Row>(kind: DataCutPart['kind']): Row[] => rowsIn(parts.filter((part) => part.kind === kind));
  return {
    participants: rowsOf('participants'),
    events: rowsOf('events'),
    forms: rowsOf('forms'),
    links: rowsOf('links'),
  };
}

/** The frozen events after one of them, by id: those of the next part that has any. */
export async function frozenEventsAfter(tx: Transaction, cut: DataCut, after: string): Promise<SnapshotEvent[]> {
  const part = await tx
    .rows(DataCutParts)
    .createQueryBuilder('part')
    .where(`part.data_cut_id = :id and part.kind = 'events' and part.last_key collate "C" > :after`, {
      id: cut.id,
      after,
    })
    .orderBy('part.ordinal')
    .getOne();
  return part ? rowsIn<SnapshotEvent>([part]).filter(({ adverseEventId }) => adverseEventId > after) : [];
}

export async function cutPage(tx: Transaction, request: PageOfTrial): Promise<DataCutPage> {
  const limit = pageSize(request);
  const cuts = await tx
    .rows(DataCuts)
    .createQueryBuilder('cut')
    .where('cut.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('cut.id::text')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(cuts, limit, ({ id }) => id);
  return { items: items.map(viewOf), ...rest };
}

export const viewOf = ({ id, cutAt, sites, trialId: _, ...cut }: DataCut): DataCutView => ({
  dataCutId: id,
  cutAt: cutAt.toString({ fractionalSecondDigits: 3 }),
  sites: [...sites],
  ...cut,
});
