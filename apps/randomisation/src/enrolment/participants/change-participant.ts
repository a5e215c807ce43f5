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
  // Asked in one packet, in this order: whoever waits for the lock reads the participant behind it.
  const [, participant] = await Promise.all([
    refuseWhenLocked(tx, trialId),
    tx.rows(Participants).findOne({ where: { id: participantId, trialId }, lock: { mode: 'pessimistic_write' } }),
  ]);
  if (!participant) throw new Rejection('participant-unknown', { field: 'participantId' });
  return participant;
}

/**
 * Stores what became of a locked participant; returns the new version. Nobody waits for the answer: it leaves with what is
 * asked next, and should it fail, so does the transaction.
 */
export function storeParticipant(tx: Transaction, before: ParticipantRow, after: Participant): number {
  const version = before.version + 1;
  const moments = [after.consentedAt, after.randomisedAt, after.treatedAt, after.endedAt, after.treatmentRuledOutAt];
  tx.write(
    `update participant
        set status = $2, trial_version = $3, randomised_in_error = $4, withdrawn_from = $5, safety_contact = $6,
            version = $7, consented_at = $8, randomised_at = $9, treated_at = $10, ended_at = $11,
            treatment_ruled_out_at = $12
      where id = $1`,
    [
      before.id,
      after.status,
      after.trialVersion,
      after.randomisedInError,
      after.withdrawnFrom,
      after.safetyContact,
      version,
      ...moments.map((moment) => moment?.toString() ?? null),
    ],
  );
  return version;
}

/** The trial version a consented participant is held to; `Rejection('consent-missing')` before the first consent. */
export function trialVersionOf({ trialVersion }: Participant): number {
  if (trialVersion === null) throw new Rejection('consent-missing', { rule: 'consent settles the trial version' });
  return trialVersion;
}
