import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { withAttempts } from '../domain/safety-contact.js';
import { Participants } from '../participants/participant.table.js';
import { storeSafetyContact } from './change-safety-contact.js';
import { safetyContactCloses } from './safety-contact.deadline.js';
import { attemptsAt } from './safety-contact.reads.js';
import { SafetyContacts } from './safety-contact.table.js';

/**
 * The window is over: whoever was tried in vain was not reached, whether that was entered before or is entered afterwards. Where
 * nobody tried, somebody still owes it.
 */
@Injectable()
export class CloseSafetyContact {
  @OnDeadline(safetyContactCloses)
  async due({ contactId }: PayloadOf<typeof safetyContactCloses>, tx: Transaction): Promise<void> {
    // Nobody waits for this bell while they hold the contact.
    const lock = { mode: 'pessimistic_write' } as const;
    const contact = await tx.rows(SafetyContacts).findOneOrFail({ where: { id: contactId }, lock });
    const attempts = await attemptsAt(tx, [contact]);
    if (contact.state !== 'planned' || attempts.length === 0) return;
    const participant = await tx.rows(Participants).findOneByOrFail({ id: contact.participantId });
    await storeSafetyContact(tx, contact, withAttempts(contact, attempts, participant, tx.now));
  }
}
