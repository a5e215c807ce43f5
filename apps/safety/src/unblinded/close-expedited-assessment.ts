import { Injectable } from '@nestjs/common';
import {
  expeditedAssessmentClosed,
  type CloseExpeditedAssessmentCommand,
  type ClosedExpeditedAssessment,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
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

/** The newest clock of this kind, if nobody has answered it. */
async function openClock(
  tx: Transaction,
  { participantId, adverseEventId, clock }: CloseExpeditedAssessmentCommand,
): Promise<ExpeditedClock> {
  const clocks = tx.rows(ExpeditedClocks);
  if (!(await clocks.existsBy({ participantId, adverseEventId })))
    throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  const [newest] = await clocks.find({
    where: { adverseEventId, clock: kindOf(clock), superseded: false },
    order: { id: 'DESC' },
    take: 1,
  });
  if (!newest || (await tx.rows(ExpeditedAssessments).existsBy({ clockId: newest.id })))
    throw new Rejection('clock-not-running', { field: 'clock' });
  return newest;
}

function kindOf(name: string): ExpeditedClock['clock'] {
  const kind = (['susar-fatal', 'susar-completion', 'susar-other'] as const).find((known) => known === name);
  if (!kind) throw new Rejection('clock-not-running', { field: 'clock' });
  return kind;
}
