import { Injectable } from '@nestjs/common';
import { adverseEventConfirmed, type AdverseEventView, type ConfirmCandidateCommand } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { confirmCandidate } from '../domain/candidate.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { isSerious } from '../domain/seriousness.js';
import { alwaysGoesToSponsor } from '../domain/special-interest.js';
import { interestsIn } from '../judgements/record-interest.js';
import { linkProposedFindings } from '../local-findings/link-finding.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { placedAt } from '../placement/placed.js';
import { meetClocks, runningClocks } from '../reporting-clocks/end-clocks.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';
import { applyStoppingRules } from '../stopping-rules/apply-stopping-rules.js';
import { knownFactsOf } from './adverse-event-facts.js';
import { lockAdverseEvent, segmentsOf, viewOf } from './adverse-event.reads.js';
import { AdverseEvents } from './adverse-event.table.js';
import { Assessments } from './assessment.table.js';
import { GradeSegments } from './grade-segment.table.js';

@Injectable()
export class ConfirmCandidate {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: ConfirmCandidateCommand, context: Context): Promise<AdverseEventView> {
    return this.transactions.once(context, async (tx) => {
      const { zone } = await knownParticipant(tx, command.participantId);
      const candidate = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      const [first] = await segmentsOf(tx, candidate.id);
      if (!first) throw new Rejection('not-a-candidate');

      const { adverseEvent, segment, assessment } = confirmCandidate(
        candidate,
        first,
        {
          by: context.actor,
          grade: command.grade ?? candidate.grade,
          seriousness: command.seriousness,
          outcome: command.outcome ?? 'unknown',
          actionTaken: 'not-applicable',
          digitThreatening: command.digitThreatening ?? false,
          awareAt: instant(command.awareAt),
          words: null,
          reason: command.reason,
        },
        zone,
        tx.now,
      );

      await tx.rows(AdverseEvents).update({ id: adverseEvent.id }, { ...adverseEvent });
      await tx
        .rows(GradeSegments)
        .update({ adverseEventId: segment.adverseEventId, ordinal: segment.ordinal }, { grade: segment.grade });
      await tx.rows(Assessments).insert(placedAt(adverseEvent, assessment));
      await linkProposedFindings(tx, adverseEvent);
      publish(tx, adverseEventConfirmed, knownFactsOf(adverseEvent));

      const running = await runningClocks(tx, adverseEvent.id, ['sae-to-sponsor']);
      // Hours that began with the proposal began too late when the investigator knew before.
      const goesAnyway = alwaysGoesToSponsor(await interestsIn(tx, adverseEvent.id));
      if (!isSerious(adverseEvent.seriousness) && !goesAnyway) await meetClocks(tx, running, tx.now);
      else {
        const policy = reportingPolicyOf(this.trials.version(command.trialId, adverseEvent.trialVersion));
        await startClocks(tx, adverseEvent, [saeToSponsorClock(instant(command.awareAt), policy)]);
      }
      await applyStoppingRules(tx, this.trials, adverseEvent, [adverseEvent]);
      return viewOf(tx, adverseEvent);
    });
  }
}
