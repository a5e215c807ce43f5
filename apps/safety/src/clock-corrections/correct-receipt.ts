import { Injectable } from '@nestjs/common';
import type { AdverseEventView, CorrectReceiptCommand } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAdverseEvent, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { answeredBy, daysFrom } from '../domain/clock-correction.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { seriousSinceReceipt } from '../domain/seriousness-changes.js';
import { mustBeReceivedAfterAwareness, mustFollowHours } from '../domain/sponsor-receipt.js';
import { seriousnessChangesOf } from '../judgements/record-seriousness.js';
import { receiptsOf } from '../judgements/receipts.reads.js';
import { SponsorReceipts, type SponsorReceipt } from '../judgements/sponsor-receipt.table.js';
import { correctAnswer, replaceClocks, standingClocks } from '../reporting-clocks/replace-clocks.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { recordCorrection } from './record-correction.js';

/**
 * Corrects when the sponsor received an event: the hours were answered then, and the days are counted from that day. What they
 * took in as serious did not come before that was known; of what came before, the hours start when it became known.
 */
@Injectable()
export class CorrectReceipt {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectReceiptCommand, context: Context): Promise<AdverseEventView> {
    const { reason } = command;
    const corrected = instant(command.receivedAt);
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (event.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${event.version} now` });
      const adverseEventId = event.id;
      const receipts = await receiptsOf(tx, adverseEventId);
      const receipt = receiptMeant(receipts, command.insteadOf);
      const { receivedAt: previous } = receipt;
      if (corrected.equals(previous))
        throw new Rejection('nothing-to-revise', { field: 'receivedAt', rule: 'this is the moment on record' });
      mustBeReceivedAfterAwareness(event, corrected, tx.now);
      const clocks = await standingClocks(tx, event.id);
      const answered = answeredBy(clocks, receipts, receipt);
      const changes = receipts.length > 1 ? [] : await seriousnessChangesOf(tx, event.id);
      const since = seriousSinceReceipt(event, changes, corrected);
      const started = answered.map(({ startedAt }) => startedAt);
      mustFollowHours(corrected, receipt.serious && since ? [since] : started);

      await tx.rows(SponsorReceipts).update({ adverseEventId, serious: receipt.serious }, { receivedAt: corrected });
      const version = event.version + 1;
      await tx.rows(AdverseEvents).update({ id: event.id }, { version });
      await recordCorrection(tx, event, 'receipt', { previous, corrected, reason });
      for (const clock of answered) await correctAnswer(tx, clock, corrected);
      const policy = reportingPolicyOf(this.trials.version(event.trialId, event.trialVersion));
      const days = receipt.serious ? daysFrom(clocks, previous, corrected, policy) : [];
      await replaceClocks(tx, event, days, reason, policy);
      if (since) await startClocks(tx, event, [saeToSponsorClock(since, policy)]);
      return viewOf(tx, { ...event, version });
    });
  }
}

function receiptMeant(receipts: readonly SponsorReceipt[], insteadOf: string | undefined): SponsorReceipt {
  const [last] = receipts;
  const receipt =
    insteadOf === undefined ? last : receipts.find(({ receivedAt }) => receivedAt.equals(instant(insteadOf)));
  if (receipt) return receipt;
  throw last
    ? new Rejection('not-received', { field: 'insteadOf', rule: 'the sponsor received nothing of it at that moment' })
    : new Rejection('not-received', { rule: 'record the receipt first' });
}
