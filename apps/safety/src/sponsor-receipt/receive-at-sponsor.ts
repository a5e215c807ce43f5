import { Injectable } from '@nestjs/common';
import { type AdverseEventView, type ReceiveAtSponsorCommand } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAdverseEvent, segmentsOf, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { opinionsOn } from '../judgements/opinions.reads.js';
import { atItsWorst } from '../domain/grade-segments.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { seriousBy, seriousSinceReceipt, wasSerious } from '../domain/seriousness-changes.js';
import { receiptsOf } from '../judgements/receipts.reads.js';
import { interestsIn } from '../judgements/record-interest.js';
import { seriousnessChangesOf } from '../judgements/record-seriousness.js';
import { mustBeReceivable, mustBeReceivedAfterAwareness } from '../domain/sponsor-receipt.js';
import { stateExpectedness } from '../domain/sponsor-expectedness.js';
import { placedAt } from '../placement/placed.js';
import { derivedExpectedness } from '../reference-safety/reference.reads.js';
import { meetClocks, runningClocks } from '../reporting-clocks/end-clocks.js';
import { expeditedDays } from '../reporting-clocks/expedited-days.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { SponsorReceipts } from '../judgements/sponsor-receipt.table.js';

/**
 * The sponsor takes a serious event in, or one of special interest: the hours end, and for a suspected unexpected reaction the
 * days begin. One that became serious after it came is taken in again: day 0 is when it came as serious, and its hours start
 * when that became known, whichever of the two was recorded first.
 */
@Injectable()
export class ReceiveAtSponsor {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: ReceiveAtSponsorCommand, context: Context): Promise<AdverseEventView> {
    const receivedAt = instant(command.receivedAt);
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      const hours = await runningClocks(tx, event.id, ['sae-to-sponsor']);
      const [interests, receipts] = [await interestsIn(tx, event.id), await receiptsOf(tx, event.id)];
      const changes = await seriousnessChangesOf(tx, event.id);
      const started = hours.map(({ startedAt }) => startedAt);
      mustBeReceivable(event, interests, receipts, receivedAt, started);
      mustBeReceivedAfterAwareness(event, receivedAt, tx.now);
      const trial = this.trials.version(command.trialId, event.trialVersion);
      const opinions = await opinionsOn(tx, event.id);
      const worst = atItsWorst(event, await segmentsOf(tx, event.id));
      const derived = await derivedExpectedness(tx, worst, opinions, trial.causality.causes);
      const judged = stateExpectedness(command.expectedness, derived);

      const serious = receipts.length > 0 || wasSerious(event, changes, receivedAt);
      const taken = { adverseEventId: event.id, serious, receivedAt };
      const receipt = { ...taken, ...judged, derived, receivedBy: context.actor };
      await tx.rows(SponsorReceipts).insert(placedAt(event, receipt));
      await tx.rows(AdverseEvents).update({ id: event.id }, { version: event.version + 1 });
      await meetClocks(tx, hours, receivedAt);
      const since = serious ? null : seriousSinceReceipt(event, changes, receivedAt);
      const asItWas = { ...event, seriousness: seriousBy(event, changes, receivedAt) };
      const days = serious ? expeditedDays(asItWas, opinions, receipt, trial, receivedAt) : [];
      await startClocks(tx, event, since ? [saeToSponsorClock(since, reportingPolicyOf(trial))] : days);
      return viewOf(tx, { ...event, version: event.version + 1 });
    });
  }
}
