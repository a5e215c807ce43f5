import {
  keyAfter,
  pageOf,
  pageSize,
  type PageOfParticipant,
  type SafetyContactPage,
  type SafetyContactView,
} from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import { standingOf } from '../domain/visit.js';
import { written } from '../visits/visit-facts.js';
import { SafetyContactAttempts, type SafetyContactAttempt } from './safety-contact-attempt.table.js';
import { SafetyContacts, type StoredSafetyContact } from './safety-contact.table.js';

/** The safety contacts of a participant by target; none for whoever did not withdraw, and for one the caller may not see. */
export async function safetyContactPage(tx: Transaction, request: PageOfParticipant): Promise<SafetyContactPage> {
  const limit = pageSize(request);
  const rows = await tx
    .rows(SafetyContacts)
    .createQueryBuilder('contact')
    .where('contact.participantId = :participantId', { participantId: request.participantId })
    .andWhere(`${SORT_KEY} > :after`, { after: keyAfter(request.cursor) })
    .orderBy('contact.targetAt')
    .addOrderBy('contact.id')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(rows, limit, ({ targetAt, id }) => `${written(targetAt)} ${id}`);
  const attempts = await attemptsAt(tx, items);
  return { items: items.map((contact) => safetyContactViewOf(contact, attempts, tx.now)), ...rest };
}

/** The key of `pageOf` in SQL. As text, byte by byte, because a cursor may hold any text. */
const SORT_KEY = `(to_char(contact.targetAt at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || contact.id::text) collate "C"`;

/** All attempts at these contacts, each as it reads now, in their order. */
export async function attemptsAt(
  tx: Transaction,
  contacts: readonly Pick<StoredSafetyContact, 'id'>[],
): Promise<readonly SafetyContactAttempt[]> {
  const words = await tx.rows(SafetyContactAttempts).find({
    where: { contactId: In(contacts.map(({ id }) => id)) },
    order: { contactId: 'asc', attempt: 'asc', revision: 'asc' },
  });
  return words.filter((word, index) => {
    const next = words[index + 1];
    return next?.contactId !== word.contactId || next.attempt !== word.attempt;
  });
}

/** A contact as a caller sees it at `now`; standing is derived here, as that of a visit (S04). */
export const safetyContactViewOf = (
  contact: StoredSafetyContact,
  attempts: readonly SafetyContactAttempt[],
  now: Instant,
): SafetyContactView => ({
  contactId: contact.id,
  participantId: contact.participantId,
  siteId: contact.siteId,
  visitCode: contact.visitCode,
  trialVersion: contact.trialVersion,
  state: contact.state,
  standing: standingOf(contact, now),
  targetAt: written(contact.targetAt),
  opensAt: written(contact.opensAt),
  closesAt: written(contact.closesAt),
  ...(contact.reason === null ? {} : { cause: contact.reason }),
  attempts: attempts
    .filter(({ contactId }) => contactId === contact.id)
    .map(({ attempt, outcome, contactedAt, recordedAt, revision }) => ({
      ...{ attempt, outcome, contactedAt: written(contactedAt), recordedAt: written(recordedAt) },
      ...(revision > 1 ? { corrected: true } : {}),
    })),
  version: contact.version,
});
