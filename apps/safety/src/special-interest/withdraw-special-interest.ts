import { Injectable } from '@nestjs/common';
import { adverseEventRevised, type AdverseEventView, type WithdrawSpecialInterestCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { factsOf } from '../adverse-events/adverse-event-facts.js';
import { lockAdverseEvent, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { isSerious } from '../domain/seriousness.js';
import { interestToWithdraw } from '../domain/special-interest.js';
import { interestsIn } from '../judgements/record-interest.js';
import { supersedeSignatures } from '../judgements/signed-content.js';
import { SpecialInterests } from '../judgements/special-interest.table.js';

/**
 * Takes back a special interest that an investigator named. The row stays, with who and why. Hours that it started are
 * answered by a receipt all the same: the sponsor hears of what was said, and that it was a mistake.
 */
@Injectable()
export class WithdrawSpecialInterest {
  constructor(private readonly transactions: Transactions) {}

  execute(command: WithdrawSpecialInterestCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (before.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${before.version} now` });
      const { id } = interestToWithdraw(await interestsIn(tx, before.id), command.group);

      const event = { ...before, version: before.version + 1 };
      await tx.rows(AdverseEvents).update({ id: event.id }, { version: event.version });
      const withdrawal = { withdrawnAt: tx.now, withdrawnBy: context.actor, withdrawalReason: command.reason };
      await tx.rows(SpecialInterests).update({ id }, withdrawal);
      await supersedeSignatures(tx, event);
      publish(tx, adverseEventRevised, { ...factsOf(event), serious: isSerious(event.seriousness) });
      return viewOf(tx, event);
    });
  }
}
