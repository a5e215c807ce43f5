import { Injectable } from '@nestjs/common';
import type { RecordSafetyContactCommand, SafetyContactView } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { checkMayBeTried } from '../domain/safety-contact.js';
import { lockSafetyContact } from './change-safety-contact.js';
import { keepAttempt } from './keep-attempt.js';
import { attemptsAt } from './safety-contact.reads.js';

/** The site tried to make contact; whoever was not reached can be tried again. */
@Injectable()
export class RecordSafetyContact {
  constructor(private readonly transactions: Transactions) {}

  execute(command: RecordSafetyContactCommand, context: Context): Promise<SafetyContactView> {
    const { outcome } = command;
    return this.transactions.once(context, async (tx) => {
      const known = await lockSafetyContact(tx, command);
      checkMayBeTried(known.contact);
      const tried = { outcome, contactedAt: instant(command.contactedAt) };
      const attempt = (await attemptsAt(tx, [known.contact])).length + 1;
      return keepAttempt(tx, known, { ...tried, attempt, revision: 1, reason: null });
    });
  }
}
