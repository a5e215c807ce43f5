import { safetyContactAnswered } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { checkAnsweredAt } from '../../domain/end-of-participation.js';
import type { SafetyContact } from '../../domain/participant.js';
import { placeOf } from '../participants/place.js';
import type { ParticipantRow } from '../participants/participant.table.js';
import { EndsOfParticipation } from './end-of-participation.table.js';
import { SafetyContactAnswers } from './safety-contact-answer.table.js';

/**
 * Stores and tells what a locked participant answered; returns the number of the answer.
 * `Rejection`: `contact-answered-in-future`, `contact-answered-before-end`.
 */
export async function tellSafetyContact(
  tx: Transaction,
  before: ParticipantRow,
  safetyContact: SafetyContact,
  answeredAt: Instant,
  reason: string,
): Promise<number> {
  const participantId = before.id;
  const last = await tx.rows(SafetyContactAnswers).findOne({ where: { participantId }, order: { answer: 'DESC' } });
  const answer = (last?.answer ?? 1) + 1;
  const left = await leftAt(tx, before);
  checkAnsweredAt(answeredAt, last?.answeredAt ?? left, tx.now);
  const agreedBefore = before.safetyContact === 'agreed' ? (last?.agreedSince ?? left) : null;
  const agreedSince = safetyContact === 'agreed' ? (agreedBefore ?? answeredAt) : null;
  await tx.rows(SafetyContactAnswers).insert({
    ...{ ...placeOf(before), answer, safetyContact, answeredAt, agreedSince, reason },
    ...{ recordedBy: tx.context.actor, recordedAt: tx.now },
  });
  publish(tx, safetyContactAnswered, {
    ...{ ...placeOf(before), answer, safetyContact, answeredAt: written(answeredAt) },
    ...(agreedSince ? { agreedSince: written(agreedSince) } : {}),
  });
  return answer;
}

/** When they left the visits: the first of their withdrawals, as more may be withdrawn from later. */
async function leftAt(tx: Transaction, { id: participantId }: ParticipantRow): Promise<Instant> {
  const where = { participantId, endedAs: 'withdrawn' } as const;
  const end = await tx.rows(EndsOfParticipation).findOneOrFail({ where, order: { recordedAt: 'ASC', id: 'ASC' } });
  return end.endedAt;
}

const written = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
