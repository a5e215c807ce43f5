import { Injectable } from '@nestjs/common';
import { randomisationPaused, type PauseRandomisationCommand, type PauseView } from '@trial/contracts';
import { isFresh, signInNotFresh, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { pauseBegins } from '../../domain/pause.js';
import { holdAllocations } from './hold-allocations.js';
import { pauseView } from './pause.reads.js';
import { Pauses } from './pause.table.js';

/**
 * Pauses randomisation under the lock that every allocation takes (decision 10): whoever holds it is randomised before the
 * pause, whoever waits behind it is refused, and the pause is confirmed when it has committed.
 */
@Injectable()
export class PauseRandomisation {
  constructor(private readonly transactions: Transactions) {}

  async execute(command: PauseRandomisationCommand, context: Context): Promise<PauseView> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    const { trialId, reason, toldToSites, proposalIds = [] } = command;
    return this.transactions.once(context, async (tx) => {
      const pausedAt = pauseBegins(tx.now, await holdAllocations(tx, trialId));
      const pauseId = tx.newId();
      const { actor: pausedBy, role, organisation } = context;
      await tx
        .rows(Pauses)
        .insert({ id: pauseId, trialId, pausedBy, role, organisation, reason, toldToSites, proposalIds, pausedAt });
      publish(tx, randomisationPaused, {
        ...{ trialId, siteId: '', pauseId, proposalIds },
        pausedAt: pausedAt.toString({ fractionalSecondDigits: 3 }),
      });
      return pauseView(tx, trialId, pauseId);
    });
  }
}
