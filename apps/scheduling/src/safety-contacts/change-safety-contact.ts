import { safetyContactSettled, type DataOf } from '@trial/contracts';
import { arm, disarm } from '@trial/deadlines';
import { Rejection } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { SafetyContactState } from '../domain/safety-contact.js';
import { Participants, type Participant } from '../participants/participant.table.js';
import { settleWork } from '../worklist/settle-work.js';
import { safetyContactComes } from './safety-contact.deadline.js';
import { SafetyContacts, type StoredSafetyContact } from './safety-contact.table.js';

interface ContactPlace {
  readonly participantId: string;
  readonly contactId: string;
}

/**
 * The contact, locked until the transaction ends, and the participant, locked before it as by everything that plans;
 * `Rejection('safety-contact-unknown')` when the caller may not see one.
 */
export async function lockSafetyContact(
  tx: Transaction,
  { participantId, contactId }: ContactPlace,
): Promise<{ readonly contact: StoredSafetyContact; readonly participant: Participant }> {
  const lock = { mode: 'pessimistic_write' } as const;
  const participant = await tx.rows(Participants).findOne({ where: { id: participantId }, lock });
  const contact = await tx.rows(SafetyContacts).findOne({ where: { id: contactId, participantId }, lock });
  if (!participant || !contact) throw new Rejection('safety-contact-unknown', { field: 'contactId' });
  return { contact, participant };
}

/**
 * Stores what became of a contact as its next version. What is settled by it is told and is on no work list; what is to be made
 * after all rings again at once.
 */
export async function storeSafetyContact(
  tx: Transaction,
  before: StoredSafetyContact,
  after: StoredSafetyContact,
): Promise<StoredSafetyContact> {
  const contact = await writeSafetyContact(tx, before, after);
  const { state, round } = contact;
  if (state === 'planned') {
    if (round > before.round) arm(tx, safetyContactComes, placeOf(contact), tx.now);
  } else if (state !== before.state) {
    await disarm(tx, safetyContactComes, placeOf(contact));
    await tellSettled(tx, contact, state);
  }
  return contact;
}

/** Stores the next version of a contact, and nothing beside it. */
export async function writeSafetyContact(
  tx: Transaction,
  before: StoredSafetyContact,
  after: StoredSafetyContact,
): Promise<StoredSafetyContact> {
  const { targetAt, opensAt, closesAt, unit, state, reason, round, trialVersion } = after;
  const change = { targetAt, opensAt, closesAt, unit, state, reason, round, trialVersion, version: before.version + 1 };
  await tx.rows(SafetyContacts).update({ id: before.id }, change);
  return { ...before, ...change };
}

/** Says that nobody has to make the contact any more. */
export async function tellSettled(
  tx: Transaction,
  contact: StoredSafetyContact,
  as: Exclude<SafetyContactState, 'planned'>,
): Promise<void> {
  const told = { ...contactFactsOf(contact), as };
  publish(tx, safetyContactSettled, told);
  await settleWork(tx, safetyContactSettled, told, tx.now);
}

export const placeOf = ({ id: contactId, trialId, siteId }: StoredSafetyContact) => ({ trialId, siteId, contactId });

/** What every event about a safety contact says. */
export const contactFactsOf = ({
  id,
  trialId,
  siteId,
  participantId,
  visitCode,
  trialVersion,
  round,
}: StoredSafetyContact): Omit<DataOf<typeof safetyContactSettled>, 'as'> => ({
  ...{ trialId, siteId, participantId, contactId: id, visitCode, trialVersion, round },
});
