import { Injectable } from '@nestjs/common';
import type { EndFollowUpCommand, FollowUpEnd } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { plainDate, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { IsNull, Not } from 'typeorm';
import { Participants } from '../participants/participant.table.js';
import { written } from '../visits/visit-facts.js';
import { FollowUpEnds } from './follow-up-end.table.js';
import { planAgain } from './plan-again.deadline.js';

/**
 * Variable follow-up ends for everybody on one day, at the sites the caller may see. Each participant's plan is made
 * again as work of its own, due at once: one that fails holds up no other.
 */
@Injectable()
export class EndFollowUp {
  constructor(private readonly transactions: Transactions) {}

  execute({ trialId, endsOn }: EndFollowUpCommand, context: Context): Promise<FollowUpEnd> {
    return this.transactions.once(context, async (tx) => {
      for (const siteId of context.sites) {
        const end = { trialId, siteId, endsOn: plainDate(endsOn), decidedAt: tx.now };
        await tx.rows(FollowUpEnds).upsert(end, ['trialId', 'siteId']);
      }
      await planEverybodyAgain(tx, trialId);
      return { endsOn, decidedAt: written(tx.now) };
    });
  }
}

async function planEverybodyAgain(tx: Transaction, trialId: string): Promise<void> {
  const participants = await tx.rows(Participants).find({
    // Whoever withdrew and may be contacted is contacted no longer than others are seen.
    where: [
      { trialId, endedAt: IsNull() },
      { trialId, safetyContactSince: Not(IsNull()) },
    ],
    order: { id: 'asc' },
  });
  for (const { siteId, id: participantId } of participants)
    arm(tx, planAgain, { trialId, siteId, participantId, because: 'follow-up-end' }, tx.now);
}
