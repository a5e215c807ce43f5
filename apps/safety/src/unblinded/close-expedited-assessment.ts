import { Injectable } from '@nestjs/common';
import {
  expeditedAssessmentClosed,
  type CloseExpeditedAssessmentCommand,
  type ClosedExpeditedAssessment,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import { ExpeditedAssessments } from './expedited-assessment.table.js';
import { ExpeditedClocks, type ExpeditedClock } from './expedited-clock.table.js';

/** Ends a clock of days with one event that looks the same whatever the participant received. */
@Injectable()
export class CloseExpeditedAssessment {
  constructor(private readonly transactions: Transactions) {}

  async execute(command: CloseExpeditedAssessmentCommand, context: Context): Promise<ClosedExpeditedAssessment> {
    try {
      return await this.transactions.once(context, async (tx) => {
        const clock = await openClock(tx, command);
        const assessmentId = tx.newId();
        const { trialId, siteId, participantId, adverseEventId, id: clockId } = clock;
        await tx.rows(ExpeditedAssessments).insert({
          id: assessmentId,
          trialId,
          siteId,
          participantId,
          adverseEventId,
          clockId,
          closedBy: context.actor,
          closedAt: tx.now,
        });
        const closedAt = tx.now.toString({ fractionalSecondDigits: 3 });
        publish(tx, expeditedAssessmentClosed, {
          trialId,
          siteId,
          participantId,
          adverseEventId,
          clock: clock.clock,
          closedAt,
        });
        return { assessmentId };
      });
    } catch (error) {
      if (isConflict(error, 'expedited_assessment_once')) throw new Rejection('clock-not-running');
      throw error;
    }
  }
}

/** Of the clocks of this kind nobody has answered the one that is due first. */
async function openClock(
  tx: Transaction,
  { participantId, adverseEventId, clock }: CloseExpeditedAssessmentCommand,
): Promise<ExpeditedClock> {
  const clocks = tx.rows(ExpeditedClocks);
  if (!(await clocks.existsBy({ participantId, adverseEventId })))
    throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  const standing = await clocks.find({
    where: { adverseEventId, clock: kindOf(clock), superseded: false },
    order: { dueAt: 'ASC', id: 'ASC' },
  });
  const closed = await tx.rows(ExpeditedAssessments).findBy({ clockId: In(standing.map(({ id }) => id)) });
  const open = standing.find(({ id }) => !closed.some(({ clockId }) => clockId === id));
  if (!open) throw new Rejection('clock-not-running', { field: 'clock' });
  return open;
}

function kindOf(name: string): ExpeditedClock['clock'] {
  const kind = (['susar-fatal', 'susar-completion', 'susar-other'] as const).find((known) => known === name);
  if (!kind) throw new Rejection('clock-not-running', { field: 'clock' });
  return kind;
}
