import { Injectable } from '@nestjs/common';
import { adverseEventRevised, type AdverseEventView, type ReviseAdverseEventCommand } from '@trial/contracts';
import { civilDate, instant, isAfter, partialDate, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { reviseAdverseEvent, reviseGrade, type AdverseEvent, type Revision } from '../domain/adverse-event.js';
import { atItsWorst } from '../domain/grade-segments.js';
import { isSerious } from '../domain/seriousness.js';
import { recordSeriousness } from '../judgements/record-seriousness.js';
import { supersedeSignatures } from '../judgements/signed-content.js';
import { knownParticipant } from '../participants/participant.reads.js';
import type { Participant } from '../participants/participant.table.js';
import { placedAt } from '../placement/placed.js';
import { adjustClocks } from '../reporting-clocks/adjust-clocks.js';
import { applyStoppingRules } from '../stopping-rules/apply-stopping-rules.js';
import { factsOf } from './adverse-event-facts.js';
import { lockAdverseEvent, segmentsOf, viewOf } from './adverse-event.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { GradeSegments } from './grade-segment.table.js';
import { settleRegradings } from './settle-regradings.js';

@Injectable()
export class ReviseAdverseEvent {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: ReviseAdverseEventCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const participant = await knownParticipant(tx, command.participantId);
      const before = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (before.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${before.version} now` });
      if (isAfter(instant(command.awareAt), tx.now))
        throw new Rejection('awareness-in-future', { field: 'awareAt', rule: 'nobody knows yet what is to come' });

      const worstBefore = atItsWorst(before, await segmentsOf(tx, before.id));
      const after = await this.revised(tx, before, command, participant);
      await tx.rows(AdverseEvents).update({ id: after.id }, { ...after });
      await recordSeriousness(tx, before, after, instant(command.awareAt));
      await supersedeSignatures(tx, after);
      publish(tx, adverseEventRevised, { ...factsOf(after), serious: isSerious(after.seriousness) });
      if (command.grade !== undefined) await settleRegradings(tx, after, 'revised', command.reason);
      const trial = this.trials.version(command.trialId, after.trialVersion);
      const worst = atItsWorst(after, await segmentsOf(tx, after.id));
      await adjustClocks(tx, worstBefore, worst, instant(command.awareAt), trial);
      await applyStoppingRules(tx, this.trials, after, [before, after]);
      return viewOf(tx, after);
    });
  }

  private async revised(
    tx: Transaction,
    before: AdverseEvent,
    command: ReviseAdverseEventCommand,
    { zone }: Participant,
  ): Promise<AdverseEvent> {
    const { grade, seriousness, outcome, digitThreatening, endedOn } = command;
    if ([grade, seriousness, outcome, digitThreatening, endedOn].every((told) => told === undefined))
      throw new Rejection('nothing-to-revise');
    const told: Revision = {
      learnedAt: instant(command.awareAt),
      ...(seriousness ? { seriousness } : {}),
      ...(outcome ? { outcome } : {}),
      ...(digitThreatening === undefined ? {} : { digitThreatening }),
    };
    const ended: Revision = endedOn === undefined ? {} : { endedOn: partialDate(endedOn) };
    if (grade === undefined || grade === before.grade) {
      return reviseAdverseEvent(before, { ...told, ...ended }, zone, tx.now);
    }
    const since = command.since ? partialDate(command.since) : civilDate(instant(command.awareAt), zone).toString();
    const change = reviseGrade(before, await segmentsOf(tx, before.id), { grade, startedOn: since, ...told }, tx.now);
    await tx
      .rows(GradeSegments)
      .update({ adverseEventId: before.id, ordinal: change.ended.ordinal }, { endedOn: change.ended.endedOn });
    await tx.rows(GradeSegments).insert(placedAt(before, change.begun));
    if (endedOn === undefined) return change.adverseEvent;
    return { ...reviseAdverseEvent(change.adverseEvent, ended, zone, tx.now), version: change.adverseEvent.version };
  }
}
