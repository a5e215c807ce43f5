import { Injectable } from '@nestjs/common';
import {
  participantFoundEligible,
  participantScreeningFailed,
  type AssessEligibilityCommand,
  type EligibilityOutcome,
  type ScreeningEvidence as GivenEvidence,
} from '@trial/contracts';
import { instant, plainDate, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { judgeEligibility, type CriterionAnswer } from '../../domain/eligibility.js';
import { recordEligibility } from '../../domain/participant.js';
import { checkEvidence, type ScreeningEvidence } from '../../domain/screening-evidence.js';
import { lockParticipant, storeParticipant, trialVersionOf } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { CriterionAnswers } from './criterion-answer.table.js';
import { EligibilityAssessments } from './eligibility-assessment.table.js';
import { ScreeningEvidences } from './screening-evidence.table.js';

/** Signs the answers to all criteria of the trial version the participant consented under; nobody can waive one. */
@Injectable()
export class AssessEligibility {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: AssessEligibilityCommand, context: Context): Promise<EligibilityOutcome> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const place = placeOf(before);
      const trialVersion = trialVersionOf(before);
      const trial = this.trials.version(before.trialId, trialVersion);
      const { criteria, screeningLimits } = trial.eligibility;
      const evidence = (command.evidence ?? []).map(evidenceOf);
      checkEvidence(screeningLimits, evidence, zoneOfSite(trial, before.siteId), tx.now);
      const id = tx.newId();
      const signature = { signedBy: context.actor, signedAt: tx.now };
      const answers = command.criteria.map(({ criterionId, answer, evidence }): CriterionAnswer => {
        return { criterionId, verdict: answer, evidence: evidence ?? `eligibility-assessment/${id}`, ...signature };
      });
      const eligibility = judgeEligibility(criteria, answers);
      const after = recordEligibility(before, eligibility, tx.now);

      const failed = eligibility.outcome === 'eligible' ? [] : [...eligibility.failed];
      const { outcome } = eligibility;
      const participantVersion = storeParticipant(tx, before, after);
      await tx.rows(EligibilityAssessments).insert({ id, ...place, trialVersion, outcome, failed, ...signature });
      await tx.rows(CriterionAnswers).insert(
        answers.map((answer) => ({
          ...answer,
          ...place,
          assessmentId: id,
          criterionVersion: criteria.find((criterion) => criterion.id === answer.criterionId)?.version ?? 1,
        })),
      );
      await tx
        .rows(ScreeningEvidences)
        .insert(evidence.map((each) => ({ ...each, ...place, assessmentId: id, participantVersion })));
      if (outcome === 'ineligible') publish(tx, participantScreeningFailed, { ...place, criteria: failed });
      else publish(tx, participantFoundEligible, place);
      return { outcome, failed, status: after.status };
    });
  }
}

const evidenceOf = ({ code, takenOn, takenAt }: GivenEvidence): ScreeningEvidence => ({
  code,
  takenOn: takenOn === undefined ? null : plainDate(takenOn),
  takenAt: takenAt === undefined ? null : instant(takenAt),
});
