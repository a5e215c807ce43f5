import { Injectable } from '@nestjs/common';
import type { AnswerSafetyContactCommand, SafetyContactAnswer } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { answerSafetyContact } from '../../domain/end-of-participation.js';
import { lockParticipant, storeParticipant } from '../participants/change-participant.js';
import { tellSafetyContact } from './tell-safety-contact.js';

/** Somebody who withdrew after treatment is asked again about safety contact; what they answered before is kept. */
@Injectable()
export class AnswerSafetyContact {
  constructor(private readonly transactions: Transactions) {}

  execute(command: AnswerSafetyContactCommand, context: Context): Promise<SafetyContactAnswer> {
    const { safetyContact, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const answeredAt = command.answeredAt === undefined ? tx.now : instant(command.answeredAt);
      const after = answerSafetyContact(before, safetyContact);
      const version = storeParticipant(tx, before, after);
      const answer = await tellSafetyContact(tx, before, safetyContact, answeredAt, reason);
      const moment = answeredAt.toString({ fractionalSecondDigits: 3 });
      return { participantId: before.id, safetyContact, answeredAt: moment, answer, version };
    });
  }
}
