import { Injectable } from '@nestjs/common';
import { adverseEventReported, type AdverseEventView, type ReportAdverseEventCommand } from '@trial/contracts';
import { instant, partialDate, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { reportAdverseEvent } from '../domain/adverse-event.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { isSerious } from '../domain/seriousness.js';
import { alwaysGoesToSponsor } from '../domain/special-interest.js';
import { recordInterest } from '../judgements/record-interest.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { placedAt } from '../placement/placed.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { applyStoppingRules } from '../stopping-rules/apply-stopping-rules.js';
import { knownFactsOf } from './adverse-event-facts.js';
import { viewOf } from './adverse-event.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { GradeSegments } from './grade-segment.table.js';

@Injectable()
export class ReportAdverseEvent {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: ReportAdverseEventCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const participant = await knownParticipant(tx, command.participantId);
      const trial = this.trials.version(command.trialId, participant.trialVersion);

      const { adverseEvent, segment } = reportAdverseEvent(
        tx.newId(),
        {
          trialId: command.trialId,
          siteId: participant.siteId,
          participantId: participant.id,
          trialVersion: participant.trialVersion,
          ctcaeVersion: trial.ctcae.version,
          term: command.term,
          words: command.words ?? null,
          grade: command.grade ?? null,
          seriousness: command.seriousness,
          outcome: command.outcome ?? 'unknown',
          actionTaken: 'not-applicable',
          digitThreatening: command.digitThreatening ?? false,
          onset: {
            startedOn: partialDate(command.onsetOn),
            startedAt: command.onsetAt ? instant(command.onsetAt) : null,
          },
          endedOn: command.endedOn ? partialDate(command.endedOn) : null,
          awareAt: instant(command.awareAt),
          zone: participant.zone,
        },
        tx.now,
      );

      await tx.rows(AdverseEvents).insert(adverseEvent);
      await tx.rows(GradeSegments).insert(placedAt(adverseEvent, segment));
      publish(tx, adverseEventReported, knownFactsOf(adverseEvent));
      const interests = await recordInterest(tx, adverseEvent, trial);
      if (isSerious(adverseEvent.seriousness) || alwaysGoesToSponsor(interests)) {
        await startClocks(tx, adverseEvent, [saeToSponsorClock(instant(command.awareAt), reportingPolicyOf(trial))]);
      }
      await applyStoppingRules(tx, this.trials, adverseEvent, [adverseEvent]);
      return viewOf(tx, adverseEvent);
    });
  }
}
