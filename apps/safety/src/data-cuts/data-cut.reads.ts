import { keyAfter, pageOf, pageSize, type DataCutPage, type DataCutView, type PageOfTrial } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { SafetySnapshot, SnapshotEvent } from '../domain/safety-snapshot.js';
import { DataCutParts, DataCuts, type DataCut, type DataCutPart } from './data-cut.table.js';
import { hashOf, hashOfPart, hashOfParts, lastKeyOf, rowsIn, type PartHead } from './frozen-content.js';

/** A cut; one of another trial, or with a site the caller may not see, is as unknown as one that does not exist. */
export async function knownCut(tx: Transaction, id: string): Promise<DataCut> {
  const cut = await tx.rows(DataCuts).findOneBy({ id });
  if (!cut) throw new Rejection('data-cut-unknown', { field: 'dataCutId' });
  return cut;
}

/**
 * The whole content of a cut, in its parts, held against the hashes that are on record. One that does not fit them is broken,
 * not refused: nothing may be made from it.
 */
export async function contentParts(tx: Transaction, cut: DataCut): Promise<DataCutPart[]> {
  const parts = await tx.rows(DataCutParts).find({ where: { dataCutId: cut.id }, order: IN_ORDER });
  mustBe(hashOf(cut, parts) === cut.sha256, cut);
  mustBe(cut.partsSha256 === null || hashOfParts(cut, parts) === cut.partsSha256, cut);
  return parts;
}

/**
 * What is known of the parts of a cut, held against the hash that is on record, so that each can be read and checked alone.
 * A cut that was made before parts had a hash is checked whole, and where a part ends is read from what was checked.
 */
export async function knownParts(tx: Transaction, cut: DataCut): Promise<PartHead[]> {
  if (cut.partsSha256 === null)
    return (await contentParts(tx, cut)).map(({ kind, ordinal, content }) => ({
      ...{ kind, ordinal, lastKey: lastKeyOf(kind, rowsIn([{ content }])), sha256: hashOfPart(content) },
    }));
  const columns = { kind: true, ordinal: true, lastKey: true, sha256: true } as const;
  const parts = await tx.rows(DataCutParts).find({ select: columns, where: { dataCutId: cut.id }, order: IN_ORDER });
  mustBe(hashOfParts(cut, parts) === cut.partsSha256, cut);
  return parts;
}

/** The content of a part that `knownParts` told of; broken where it is another. */
export async function contentOfPart(tx: Transaction, cut: DataCut, part: PartHead): Promise<string> {
  const { kind, ordinal, sha256 } = part;
  const { content } = await tx.rows(DataCutParts).findOneByOrFail({ dataCutId: cut.id, kind, ordinal });
  mustBe(hashOfPart(content) === sha256, cut);
  return content;
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

/** Reads frozen events by id: those after one of them, of the next part that has any. */
export async function frozenEvents(
  tx: Transaction,
  cut: DataCut,
): Promise<(after: string) => Promise<SnapshotEvent[]>> {
  const parts = (await knownParts(tx, cut)).filter(({ kind }) => kind === 'events');
  return async (after) => {
    const part = parts.find(({ lastKey }) => lastKey > after);
    if (!part) return [];
    const rows = rowsIn<SnapshotEvent>([{ content: await contentOfPart(tx, cut, part) }]);
    return rows.filter(({ adverseEventId }) => adverseEventId > after);
  };
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

export const viewOf = ({ id, cutAt, sites, trialId: _, partsSha256: __, ...cut }: DataCut): DataCutView => ({
  dataCutId: id,
  cutAt: cutAt.toString({ fractionalSecondDigits: 3 }),
  sites: [...sites],
  ...cut,
});

const IN_ORDER = { kind: 'ASC', ordinal: 'ASC' } as const;

function mustBe(asFrozen: boolean, { id }: DataCut): void {
  if (!asFrozen) throw new Error(`the content of data cut ${id} is not what was frozen`);
}
