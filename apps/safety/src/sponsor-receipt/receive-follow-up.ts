import { Injectable } from '@nestjs/common';
import type { AdverseEventView, ReceiveFollowUpCommand } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { In } from 'typeorm';
import { lockAdverseEvent, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { followUpClock } from '../domain/reporting-clocks.js';
import { mustBeReceivedAfterAwareness } from '../domain/sponsor-receipt.js';
import { FollowUps } from '../judgements/follow-up.table.js';
import { placedAt } from '../placement/placed.js';
import { ReportingClocks } from '../reporting-clocks/reporting-clock.table.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';

/**
 * New information that matters to a report: fifteen days from its own day 0 (536/2014 annex III 2.4). While a report is still
 * due its day stands; once that is answered, what came meanwhile has its day.
 */
@Injectable()
export class ReceiveFollowUp {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: ReceiveFollowUpCommand, context: Context): Promise<AdverseEventView> {
    const receivedAt = instant(command.receivedAt);
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      mustBeReceivedAfterAwareness(event, receivedAt, tx.now);
      await mustHaveBeenExpedited(tx, event);

      const { information } = command;
      const told = { receivedAt, information, receivedBy: context.actor, recordedAt: tx.now };
      await tx.rows(FollowUps).insert(placedAt(event, { id: tx.newId(), adverseEventId: event.id, ...told }));
      const version = event.version + 1;
      await tx.rows(AdverseEvents).update({ id: event.id }, { version });
      const policy = reportingPolicyOf(this.trials.version(event.trialId, event.trialVersion));
      await startClocks(tx, event, [followUpClock(receivedAt, policy)]);
      return viewOf(tx, { ...event, version });
    });
  }
}

async function mustHaveBeenExpedited(tx: Transaction, { id }: AdverseEvent): Promise<void> {
  const days = In(['susar-fatal', 'susar-other']);
  if (!(await tx.rows(ReportingClocks).existsBy({ adverseEventId: id, clock: days })))
    throw new Rejection('not-expedited', { rule: 'follow-up information belongs to a report that was due' });
}
