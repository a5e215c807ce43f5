import { arm, disarm } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { contactableSince } from '../domain/end-of-participation.js';
import { noContactBecause, replanContacts, visitsToContactAt, type ContactWindow } from '../domain/safety-contact.js';
import type { PlannedVisit } from '../domain/visit-plan.js';
import type { Visit } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';
import { placeOf, tellSettled, writeSafetyContact } from './change-safety-contact.js';
import { safetyContactComes } from './safety-contact.deadline.js';
import { SafetyContacts, type StoredSafetyContact } from './safety-contact.table.js';

/**
 * Makes the safety contacts of a participant what their answer and their plan say now; whoever plans visits calls it in the same
 * transaction, with the participant locked. Calling it again changes nothing.
 *
 * @param plan all visits they would have had, by the version they go by; none while day 0 may still move.
 */
export async function planSafetyContacts(
  tx: Transaction,
  participant: Participant & { readonly trialVersion: number },
  plan: readonly PlannedVisit[],
  visits: readonly Visit[],
): Promise<void> {
  const { participantId, trialVersion } = participant;
  const since = contactableSince(participant);
  const contacts = await tx.rows(SafetyContacts).find({
    where: { participantId },
    order: { visitCode: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  const wanted = since ? visitsToContactAt(plan, visits, since) : [];
  const opened = await openedContacts(tx, contacts);
  const { added, changed, dropped } = replanContacts(contacts, wanted, opened, since);
  for (const window of added) await addContact(tx, participant, window);
  for (const { from, to } of changed) {
    const contact = await writeSafetyContact(tx, from, { ...to, trialVersion });
    arm(tx, safetyContactComes, placeOf(contact), contact.opensAt);
  }
  for (const from of dropped) {
    const reason = noContactBecause(participant);
    const contact = await writeSafetyContact(tx, from, { ...from, state: 'cancelled', reason });
    if (opened.has(contact.id)) await tellSettled(tx, contact, 'cancelled');
    else await disarm(tx, safetyContactComes, placeOf(contact));
  }
}

async function addContact(
  tx: Transaction,
  { trialId, siteId, participantId, trialVersion }: Participant & { readonly trialVersion: number },
  { visitCode, targetAt, opensAt, closesAt, unit }: ContactWindow,
): Promise<void> {
  const contact: StoredSafetyContact = {
    ...{ id: tx.newId(), trialId, siteId, participantId, trialVersion },
    ...{ visitCode, targetAt, opensAt, closesAt, unit },
    ...{ state: 'planned', reason: null, round: 1, version: 1 },
  };
  await tx.rows(SafetyContacts).insert(contact);
  arm(tx, safetyContactComes, placeOf(contact), opensAt);
}

/** The ids of those whose bell has rung; one that rings right now is waited for. */
async function openedContacts(tx: Transaction, contacts: readonly StoredSafetyContact[]): Promise<ReadonlySet<string>> {
  if (contacts.length === 0) return new Set();
  const bells = await tx.query<{ key: string; status: string }>(
    `select key, status from deadline where name = $1 and key = any($2) order by key for update`,
    [safetyContactComes.name, contacts.map(({ id }) => id)],
  );
  return new Set(bells.flatMap(({ key, status }) => (status === 'fired' ? [key] : [])));
}
