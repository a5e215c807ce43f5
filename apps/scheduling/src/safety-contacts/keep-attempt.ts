import type { SafetyContactView } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { checkTriedAt, withAttempts } from '../domain/safety-contact.js';
import type { Participant } from '../participants/participant.table.js';
import { storeSafetyContact } from './change-safety-contact.js';
import { SafetyContactAttempts, type SafetyContactAttempt } from './safety-contact-attempt.table.js';
import { attemptsAt, safetyContactViewOf } from './safety-contact.reads.js';
import type { StoredSafetyContact } from './safety-contact.table.js';

/** Writes what is said of an attempt, with what follows from it for its contact; both are locked by the caller. */
export async function keepAttempt(
  tx: Transaction,
  { contact, participant }: { readonly contact: StoredSafetyContact; readonly participant: Participant },
  said: Pick<SafetyContactAttempt, 'attempt' | 'revision' | 'outcome' | 'contactedAt' | 'reason'>,
): Promise<SafetyContactView> {
  // Of whoever withdrew before that moment was kept, participation ended with it.
  const withdrawnAt = participant.withdrawnAt ?? participant.endedAt;
  const diedAt = participant.endedAs === 'died' ? participant.endedAt : null;
  checkTriedAt(contact, said, { withdrawnAt, diedAt, now: tx.now });
  const { id: contactId, trialId, siteId, participantId } = contact;
  const recorded = { recordedBy: tx.context.actor, recordedAt: tx.now };
  await tx.rows(SafetyContactAttempts).insert({ contactId, trialId, siteId, participantId, ...said, ...recorded });
  const attempts = await attemptsAt(tx, [contact]);
  const kept = await storeSafetyContact(tx, contact, withAttempts(contact, attempts, participant, tx.now));
  return safetyContactViewOf(kept, attempts, tx.now);
}
