import { Injectable } from '@nestjs/common';
import { adverseEventRevised, type AdverseEventView, type CorrectGradeCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { factsOf } from '../adverse-events/adverse-event-facts.js';
import { lockAdverseEvent, segmentsOf, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { GradeSegments } from '../adverse-events/grade-segment.table.js';
import { settleRegradings } from '../adverse-events/settle-regradings.js';
import { correctGrade } from '../domain/adverse-event-corrections.js';
import { atItsWorst } from '../domain/grade-segments.js';
import { isSerious } from '../domain/seriousness.js';
import { supersedeSignatures } from '../judgements/signed-content.js';
import { placedAt } from '../placement/placed.js';
import { adjustClocks } from '../reporting-clocks/adjust-clocks.js';
import { applyStoppingRules } from '../stopping-rules/apply-stopping-rules.js';
import { GradeCorrections } from './grade-correction.table.js';

/** A grade was mistyped: tables, stopping rules and the clocks of what is worse than expected go by the right one. */
@Injectable()
export class CorrectGrade {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectGradeCommand, context: Context): Promise<AdverseEventView> {
    const { segment: ordinal, grade, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (event.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${event.version} now` });
      const segments = await segmentsOf(tx, event.id);
      const { adverseEvent, before, after } = correctGrade(event, segments, ordinal, grade);

      await tx.rows(AdverseEvents).update({ id: event.id }, { ...adverseEvent });
      await tx.rows(GradeSegments).update({ adverseEventId: event.id, ordinal }, { grade });
      const correction = {
        id: tx.newId(),
        adverseEventId: event.id,
        ordinal,
        previous: before.grade,
        corrected: grade,
      };
      await tx
        .rows(GradeCorrections)
        .insert(placedAt(event, { ...correction, reason, correctedBy: context.actor, correctedAt: tx.now }));
      await supersedeSignatures(tx, adverseEvent);
      publish(tx, adverseEventRevised, { ...factsOf(adverseEvent), serious: isSerious(adverseEvent.seriousness) });
      if (adverseEvent.grade !== event.grade) await settleRegradings(tx, adverseEvent, 'revised', reason);
      const trial = this.trials.version(event.trialId, event.trialVersion);
      const worst = atItsWorst(adverseEvent, await segmentsOf(tx, event.id));
      await adjustClocks(tx, atItsWorst(event, segments), worst, event.awareAt ?? tx.now, trial);
      const asCounted = [before, after].map((each) => ({ ...adverseEvent, grade: each.grade }));
      await applyStoppingRules(tx, this.trials, adverseEvent, asCounted);
      return viewOf(tx, adverseEvent);
    });
  }
}
