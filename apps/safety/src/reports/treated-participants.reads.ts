import type { Transaction } from '@trial/persistence';
import { IsNull, Not } from 'typeorm';
import type { TreatedParticipant } from '../domain/treated-participant.js';
import { Participants } from '../participants/participant.table.js';

/** Everybody of a trial who was treated and may be seen here: the denominator of its tables. */
export async function treatedParticipants(tx: Transaction, trialId: string): Promise<TreatedParticipant[]> {
  const rows = await tx.rows(Participants).find({ where: { trialId, treatedAt: Not(IsNull()) }, order: { id: 'ASC' } });
  return rows.flatMap(({ id, treatedAt, zone }) => (treatedAt ? [{ participantId: id, treatedAt, zone }] : []));
}
