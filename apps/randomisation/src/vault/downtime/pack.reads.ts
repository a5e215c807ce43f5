import type { DowntimePackReport } from '@trial/contracts';
import { instantAt, Rejection, type Instant, type ParticipantId, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { findingsOf, stateOf, type Envelope } from '../../domain/downtime.js';
import { DowntimeOpenings } from './downtime-opening.table.js';
import { DowntimePacks, type DowntimePack } from './downtime-pack.table.js';
import { ReservedPositions, type ReservedPosition } from './reserved-position.table.js';

interface PackAddress {
  readonly trialId: TrialId;
  /** The number of the pack. */
  readonly pack: number;
}

/** A pack the caller may see. One of another site is as unknown as one that is not there: `Rejection('pack-unknown')`. */
export async function packOf(tx: Transaction, { trialId, pack: number }: PackAddress): Promise<DowntimePack> {
  const pack = await tx.rows(DowntimePacks).findOneBy({ trialId, number });
  if (!pack) throw packUnknown();
  return pack;
}

/** The same, to be changed: nobody else changes it before this transaction ends. `Rejection('pack-closed')` also. */
export async function lockOpenPack(tx: Transaction, { trialId, pack: number }: PackAddress): Promise<DowntimePack> {
  const pack = await tx
    .rows(DowntimePacks)
    .findOne({ where: { trialId, number }, lock: { mode: 'pessimistic_write' } });
  if (!pack) throw packUnknown();
  if (pack.status === 'closed') throw new Rejection('pack-closed');
  return pack;
}

const packUnknown = (): Rejection => new Rejection('pack-unknown', { field: 'pack' });

export const reservedIn = (tx: Transaction, packId: string): Promise<ReservedPosition[]> =>
  tx.rows(ReservedPositions).find({ where: { packId }, order: { envelope: 'asc' } });

interface KnownEnvelope extends Envelope {
  readonly reserved: ReservedPosition;
  readonly participantId?: ParticipantId;
}

/** Everything known about the envelopes of a pack, and who was randomised by each. */
export async function envelopesOf(tx: Transaction, packId: string): Promise<readonly KnownEnvelope[]> {
  const reserved = await reservedIn(tx, packId);
  const openings = new Map((await tx.rows(DowntimeOpenings).findBy({ packId })).map((row) => [row.envelope, row]));
  const held = new Map((await heldIn(tx, packId)).map((row) => [row.envelope, row]));
  return reserved.map((row) => {
    const { envelope, stratum, position, readOut } = row;
    const opening = openings.get(envelope);
    const holder = held.get(envelope);
    return {
      envelope,
      stratum,
      position,
      usedAt: holder?.allocatedAt ?? null,
      opened: opening !== undefined,
      trueToList: opening?.trueToList ?? null,
      readOut,
      reserved: row,
      ...(holder ? { participantId: holder.participantId } : {}),
    };
  });
}

/** Who holds the rows of a pack. One that came back may have been given to somebody since; that is no matter of the pack. */
async function heldIn(
  tx: Transaction,
  packId: string,
): Promise<
  readonly { readonly envelope: number; readonly participantId: ParticipantId; readonly allocatedAt: Instant }[]
> {
  const rows = await tx.query<{ envelope: number; participantId: ParticipantId; allocatedAt: Date }>(
    `select reserved.envelope, held.participant_id as "participantId", held.allocated_at as "allocatedAt"
       from reserved_position reserved join allocation held using (list_id, stratum, position)
      where reserved.pack_id = $1 and reserved.ending <> 'returned'`,
    [packId],
  );
  return rows.map((row) => ({ ...row, allocatedAt: instantAt(row.allocatedAt.getTime()) }));
}

/** How a pack stands. No arm and no position: which envelope is which row is nobody's business outside the vault. */
export async function packReport(tx: Transaction, address: PackAddress): Promise<DowntimePackReport> {
  const { id, number, siteId, status, issuedAt, codesShownAt, reconciledAt, closedAt } = await packOf(tx, address);
  const envelopes = await envelopesOf(tx, id);
  return {
    pack: number,
    siteId,
    status,
    issuedAt: said(issuedAt),
    ...(codesShownAt ? { codesShownAt: said(codesShownAt) } : {}),
    ...(reconciledAt ? { reconciledAt: said(reconciledAt) } : {}),
    ...(closedAt ? { closedAt: said(closedAt) } : {}),
    envelopes: envelopes.map((each) => ({
      envelope: each.envelope,
      stratum: each.stratum,
      state: stateOf(each),
      ...(each.participantId ? { participantId: each.participantId } : {}),
      row: each.reserved.ending,
      ...(each.reserved.retiredFor ? { retiredFor: each.reserved.retiredFor } : {}),
      findings: [...findingsOf(each, envelopes)],
    })),
  };
}

const said = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
