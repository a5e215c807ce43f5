import { Rejection, type ParticipantId, type TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Participant } from '../../domain/participant.js';
import { refuseWhenLocked } from '../database-lock/refuse-when-locked.js';
import { Participants, type ParticipantRow } from './participant.table.js';

interface Address {
  readonly trialId: TrialId;
  readonly participantId: ParticipantId;
}

/**
 * A participant to be changed: nobody else changes them before this transaction ends. One of another site is as
 * unknown as one that does not exist: `Rejection('participant-unknown')`. `Rejection('trial-locked')` when the database is.
 */
export async function lockParticipant(tx: Transaction, { trialId, participantId }: Address): Promise<ParticipantRow> {
  await refuseWhenLocked(tx, trialId);
  const participant = await tx
    .rows(Participants)
    .findOne({ where: { id: participantId, trialId }, lock: { mode: 'pessimistic_write' } });
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/** Stores what became of a locked participant; returns the new version. */
export async function storeParticipant(tx: Transaction, before: ParticipantRow, after: Participant): Promise<number> {
  const version = before.version + 1;
  await tx.rows(Participants).update(
    { id: before.id },
    {
      status: after.status,
      consentedAt: after.consentedAt,
      trialVersion: after.trialVersion,
      randomisedAt: after.randomisedAt,
      randomisedInError: after.randomisedInError,
      treatedAt: after.treatedAt,
      endedAt: after.endedAt,
      withdrawnFrom: [...after.withdrawnFrom],
      safetyContact: after.safetyContact,
      version,
    },
  );
  return version;
}

/** The trial version a consented participant is held to; `Rejection('consent-missing')` before the first consent. */
export function trialVersionOf({ trialVersion }: Participant): number {
  if (trialVersion === null) throw new Rejection('consent-missing', { rule: 'consent settles the trial version' });
  return trialVersion;
}
