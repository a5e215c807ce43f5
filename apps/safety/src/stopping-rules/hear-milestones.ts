import { Injectable } from '@nestjs/common';
import { participationEnded, visitDone, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import type { MilestoneName } from '../domain/stopping-rules.js';
import type { Placed } from '../placement/placed.js';
import { applyToMilestone } from './apply-stopping-rules.js';

/** What stopping rules count that is no adverse event: a death at the end of participation, and visits that took place. */
@Injectable()
export class HearMilestones {
  constructor(private readonly trials: Trials) {}

  @OnEvent(participationEnded)
  async onEnd({ data }: EventOf<typeof participationEnded>, tx: Transaction): Promise<void> {
    if (data.as === 'died') await this.remember(tx, data, 'died');
  }

  @OnEvent(visitDone)
  async onVisit({ data }: EventOf<typeof visitDone>, tx: Transaction): Promise<void> {
    // Any version's: an amendment may move the looks to a visit that somebody has been at already.
    const isOfLooks = this.trials
      .everyVersion()
      .some(({ id, stopping }) => id === data.trialId && stopping.safetyLooks?.visit === data.visitCode);
    if (isOfLooks) await this.remember(tx, data, `visit/${data.visitCode}`);
  }

  private async remember(tx: Transaction, at: Placed<object>, milestone: MilestoneName): Promise<void> {
    await tx.query(
      `insert into milestone (participant_id, milestone, trial_id, site_id) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [at.participantId, milestone, at.trialId, at.siteId],
    );
    await applyToMilestone(tx, this.trials, at, milestone);
  }
}
