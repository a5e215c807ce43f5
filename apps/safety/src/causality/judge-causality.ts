import { Injectable } from '@nestjs/common';
import { type AdverseEventView, type CauseOpinion, type JudgeCausalityCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { lockAdverseEvent, segmentsOf, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { giveOpinion, type CausalityOpinion } from '../domain/causality.js';
import { atItsWorst } from '../domain/grade-segments.js';
import { placedAt } from '../placement/placed.js';
import { expeditedDaysSince } from '../reporting-clocks/expedited-days.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { receiptThatCounts } from '../judgements/receipts.reads.js';
import { CausalityOpinions } from '../judgements/causality-opinion.table.js';
import { opinionsOn } from '../judgements/opinions.reads.js';
import { supersedeSignatures } from '../judgements/signed-content.js';
import { applyStoppingRules } from '../stopping-rules/apply-stopping-rules.js';

@Injectable()
export class JudgeCausality {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: JudgeCausalityCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (event.status !== 'confirmed') throw new Rejection('adverse-event-not-confirmed');
      const trial = this.trials.version(command.trialId, event.trialVersion);

      const before = await opinionsOn(tx, event.id);
      const given = opinionsGiven(tx, event, command);
      const after = given.reduce<readonly CausalityOpinion[]>(
        (all, opinion) => giveOpinion(all, opinion, trial.causality.causes),
        before,
      );
      await tx
        .rows(CausalityOpinions)
        .insert(given.map((opinion, index) => placedAt(event, { ...opinion, ordinal: before.length + index + 1 })));
      await tx.rows(AdverseEvents).update({ id: event.id }, { version: event.version + 1 });
      await supersedeSignatures(tx, event);
      // An event that is better by now still counts as it was at its worst.
      const worst = atItsWorst(event, await segmentsOf(tx, event.id));
      await this.startDaysIfNowDue(tx, worst, before, after, trial);
      await applyStoppingRules(tx, this.trials, event, [worst]);
      return viewOf(tx, { ...event, version: event.version + 1 });
    });
  }

  /** A serious event the sponsor holds already that need not be expedited so far, and must be from now on: its days begin today. */
  private async startDaysIfNowDue(
    tx: Transaction,
    worst: AdverseEvent,
    before: readonly CausalityOpinion[],
    after: readonly CausalityOpinion[],
    trial: TrialConfiguration,
  ): Promise<void> {
    const receipt = await receiptThatCounts(tx, worst.id);
    if (!receipt?.serious || (await expeditedDaysSince(tx, worst, before, receipt, trial)).length > 0) return;
    await startClocks(tx, worst, await expeditedDaysSince(tx, worst, after, receipt, trial));
  }
}

function opinionsGiven(
  tx: Transaction,
  event: AdverseEvent,
  { opinions, reason }: JudgeCausalityCommand,
): CausalityOpinion[] {
  const named = opinions.map(({ cause }) => cause);
  const twice = named.find((cause, index) => named.indexOf(cause) !== index);
  if (twice) throw new Rejection('cause-twice', { field: 'opinions', rule: `${twice} is judged twice` });
  const judge = tx.context.role === 'investigator' ? 'investigator' : 'sponsor';
  return opinions.map(({ cause, related }: CauseOpinion) => ({
    id: tx.newId(),
    adverseEventId: event.id,
    cause,
    judge,
    possibility: related ? 'reasonable' : 'none',
    by: tx.context.actor,
    at: tx.now,
    reason,
  }));
}
