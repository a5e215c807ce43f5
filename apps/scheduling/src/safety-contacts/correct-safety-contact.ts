import { Injectable } from '@nestjs/common';
import type { CorrectSafetyContactCommand, SafetyContactView } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { lockSafetyContact } from './change-safety-contact.js';
import { keepAttempt } from './keep-attempt.js';
import { attemptsAt } from './safety-contact.reads.js';

/** An attempt was recorded wrongly; what stood there before stays. Whoever was not reached after all is to be contacted again. */
@Injectable()
export class CorrectSafetyContact {
  constructor(private readonly transactions: Transactions) {}

  execute(command: CorrectSafetyContactCommand, context: Context): Promise<SafetyContactView> {
    const { attempt, outcome, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const known = await lockSafetyContact(tx, command);
      if (known.contact.version !== command.expectedVersion) throw new Rejection('version-conflict');
      const recorded = (await attemptsAt(tx, [known.contact])).find((each) => each.attempt === attempt);
      if (!recorded) throw new Rejection('safety-contact-attempt-unknown', { field: 'attempt' });
      const tried = { outcome, contactedAt: instant(command.contactedAt) };
      return keepAttempt(tx, known, { ...tried, attempt, revision: recorded.revision + 1, reason });
    });
  }
}
