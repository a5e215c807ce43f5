import type { NonTreatmentCause } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { placeOf } from '../participants/place.js';
import type { ParticipantRow } from '../participants/participant.table.js';
import { TreatmentDecisions } from './treatment-decision.table.js';

/** Stores a decision about a locked participant, so nobody else counts; returns its number. */
export async function storeTreatmentDecision(
  tx: Transaction,
  participant: ParticipantRow,
  decided: {
    readonly treatment: 'ruled-out' | 'expected';
    readonly cause: NonTreatmentCause | null;
    readonly decidedAt: Instant;
    readonly reason: string;
  },
): Promise<number> {
  const decision = (await tx.rows(TreatmentDecisions).countBy({ participantId: participant.id })) + 1;
  await tx.rows(TreatmentDecisions).insert({
    ...placeOf(participant),
    ...decided,
    decision,
    recordedBy: tx.context.actor,
    recordedAt: tx.now,
  });
  return decision;
}
