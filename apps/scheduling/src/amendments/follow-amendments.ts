import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { arm, OnDeadline, type PayloadOf } from '@trial/deadlines';
import { instant, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { IsNull, LessThan } from 'typeorm';
import { Participants } from '../participants/participant.table.js';
import { planAgain } from '../visit-plans/plan-again.deadline.js';
import { amendmentTakesEffect } from './amendment-takes-effect.deadline.js';

/**
 * A version that asks for no new consent changes the plans of a site from the moment the site works by it. That moment
 * is a deadline like any other, set when a process first reads the version and moved when it reads another date of it, so
 * that nobody has to be there.
 */
@Injectable()
export class FollowAmendments implements OnApplicationBootstrap {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const trial of this.trials.everyVersion())
      if (trial.amendment?.reconsent === 'not-required') await this.setBells(trial);
  }

  /** Each participant's plan is made again as work of its own: one that fails holds up no other. */
  @OnDeadline(amendmentTakesEffect)
  async due({ trialId, siteId, version }: PayloadOf<typeof amendmentTakesEffect>, tx: Transaction): Promise<void> {
    const participants = await tx.rows(Participants).find({
      where: { trialId, siteId, trialVersion: LessThan(version), endedAt: IsNull() },
      order: { id: 'asc' },
    });
    for (const { id: participantId } of participants)
      arm(tx, planAgain, { trialId, siteId, participantId, because: 'amendment' }, tx.now);
  }

  /**
   * A bell that was set before for the same moment stays as it is, whether or not it has rung. One set for another moment
   * moves, also when it has rung: whoever consented since to the version before it has yet to go by this one.
   */
  private async setBells({ id: trialId, version, sites }: TrialConfiguration): Promise<void> {
    for (const { code: siteId, activeFrom } of sites) {
      const payload = { trialId, siteId, version };
      const dueAt = instant(activeFrom);
      await this.transactions.run(contextOf(payload), async (tx) => {
        const set = await tx.query('select 1 from deadline where name = $1 and key = $2 and due_at = $3', [
          amendmentTakesEffect.name,
          amendmentTakesEffect.key(payload),
          dueAt.toString(),
        ]);
        if (set.length === 0) arm(tx, amendmentTakesEffect, payload, dueAt);
      });
    }
  }
}

const contextOf = (payload: PayloadOf<typeof amendmentTakesEffect>): Context => ({
  actor: 'service:scheduling',
  role: 'service',
  organisation: 'platform',
  trialId: payload.trialId,
  sites: [payload.siteId],
  zone: 'UTC',
  reason: 'a version of the trial was published',
  trace: '00-00000000000000000000000000000001-0000000000000001-01',
  cause: `amendment:${amendmentTakesEffect.key(payload)}`,
});
