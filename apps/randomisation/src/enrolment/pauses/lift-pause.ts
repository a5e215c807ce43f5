import { Injectable } from '@nestjs/common';
import { randomisationResumed, type LiftPauseCommand, type PauseView } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { mustBeLiftable, pausedSince } from '../../domain/pause.js';
import { holdAllocations } from './hold-allocations.js';
import { PauseLifts } from './pause-lift.table.js';
import { pauseView } from './pause.reads.js';
import { Pauses } from './pause.table.js';

/** Lifts one pause, under the same lock; randomisation goes on when none stands any more. */
@Injectable()
export class LiftPause {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute({ trialId, pauseId, reason }: LiftPauseCommand, context: Context): Promise<PauseView> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    return this.transactions.once(context, async (tx) => {
      if (!(await tx.rows(Pauses).existsBy({ id: pauseId, trialId })))
        throw new Rejection('pause-unknown', { field: 'pauseId' });
      await holdAllocations(tx, trialId);
      const signed = await tx.rows(Pauses).findBy({ trialId });
      const lifts = await tx.rows(PauseLifts).findBy({ trialId });
      const pauses = signed.map((pause) => ({
        ...pause,
        liftedAt: lifts.find((lift) => lift.pauseId === pause.id)?.liftedAt ?? null,
      }));
      const { actor: liftedBy, role, organisation } = context;
      const { stopping } = this.trials.inForceAnywhere(trialId, tx.now);
      for (const pause of pauses.filter(({ id }) => id === pauseId))
        mustBeLiftable(pause, liftedBy, stopping.secondPersonLifts ?? false);

      await tx.rows(PauseLifts).insert({ pauseId, trialId, reason, liftedBy, role, organisation, liftedAt: tx.now });
      if (pausedSince(pauses.filter(({ id }) => id !== pauseId)) === null) {
        const resumedAt = tx.now.toString({ fractionalSecondDigits: 3 });
        publish(tx, randomisationResumed, { trialId, siteId: '', pauseId, resumedAt });
      }
      return pauseView(tx, trialId, pauseId);
    });
  }
}
