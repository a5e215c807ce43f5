import { Injectable } from '@nestjs/common';
import { type AdverseEventView, type ReceiveAtSponsorCommand } from '@trial/contracts';
import { instant, Rejection, type Context, type Instant } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAdverseEvent, segmentsOf, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { opinionsOn } from '../judgements/opinions.reads.js';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { atItsWorst } from '../domain/grade-segments.js';
import { isSerious } from '../domain/seriousness.js';
import { alwaysGoesToSponsor, type SpecialInterest } from '../domain/special-interest.js';
import { interestsIn } from '../judgements/record-interest.js';
import { mustBeReceivedAfterAwareness } from '../domain/sponsor-receipt.js';
import { stateExpectedness } from '../domain/sponsor-expectedness.js';
import { placedAt } from '../placement/placed.js';
import { derivedExpectedness } from '../reference-safety/reference.reads.js';
import { meetClocks, runningClocks } from '../reporting-clocks/end-clocks.js';
import { expeditedDays } from '../reporting-clocks/expedited-days.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { SponsorReceipts } from '../judgements/sponsor-receipt.table.js';

/** The sponsor takes a serious event in, or one of special interest: the hours end, and for a suspected unexpected reaction the days begin. */
@Injectable()
export class ReceiveAtSponsor {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: ReceiveAtSponsorCommand, context: Context): Promise<AdverseEventView> {
    const receivedAt = instant(command.receivedAt);
    try {
      return await this.transactions.once(context, async (tx) => {
        const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
        mustBeReceivable(event, await interestsIn(tx, event.id), receivedAt, tx.now);
        const trial = this.trials.version(command.trialId, event.trialVersion);
        const opinions = await opinionsOn(tx, event.id);
        const worst = atItsWorst(event, await segmentsOf(tx, event.id));
        const derived = await derivedExpectedness(tx, worst, opinions, trial.causality.causes);
        const judged = stateExpectedness(command.expectedness, derived);

        const receipt = { adverseEventId: event.id, receivedAt, ...judged, derived, receivedBy: context.actor };
        await tx.rows(SponsorReceipts).insert(placedAt(event, receipt));
        await tx.rows(AdverseEvents).update({ id: event.id }, { version: event.version + 1 });
        await meetClocks(tx, await runningClocks(tx, event.id, ['sae-to-sponsor']), receivedAt);
        await startClocks(tx, event, expeditedDays(event, opinions, receipt, trial, receivedAt));
        return viewOf(tx, { ...event, version: event.version + 1 });
      });
    } catch (error) {
      if (isConflict(error, 'sponsor_receipt_pkey')) throw new Rejection('already-received');
      throw error;
    }
  }
}

function mustBeReceivable(
  event: AdverseEvent,
  interests: readonly SpecialInterest[],
  receivedAt: Instant,
  now: Instant,
): void {
  if (event.status !== 'confirmed')
    throw new Rejection('adverse-event-not-confirmed', { rule: `the adverse event is ${event.status}` });
  if (!isSerious(event.seriousness) && !alwaysGoesToSponsor(interests))
    throw new Rejection('not-serious', {
      rule: 'it is neither serious nor of an interest that always goes to the sponsor',
    });
  mustBeReceivedAfterAwareness(event, receivedAt, now);
}
