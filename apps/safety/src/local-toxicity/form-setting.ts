import type { CorrectLocalToxicityCommand } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';
import type { FormSetting, LocalAssessment } from '../domain/local-toxicity-form.js';
import type { Participant } from '../participants/participant.table.js';

/** What a form of this participant is held against, or `Rejection('local-toxicity-not-asked')`. */
export function settingOf(
  trial: TrialConfiguration,
  { consentedAt, treatedAt }: Participant,
  { actor }: Context,
): FormSetting {
  const visits = trial.visits.map(({ code }) => code);
  return { policy: policyOf(trial), visits, consentedAt, treatedAt, recordedBy: actor };
}

/** What the trial asks, or `Rejection('local-toxicity-not-asked')`. */
export function policyOf({ localToxicity }: TrialConfiguration): NonNullable<TrialConfiguration['localToxicity']> {
  if (!localToxicity) throw new Rejection('local-toxicity-not-asked', { rule: 'its file defines no such form' });
  return localToxicity;
}

export const assessmentIn = ({
  assessedAt,
  answers,
}: Pick<CorrectLocalToxicityCommand, 'assessedAt' | 'answers'>): LocalAssessment => ({
  assessedAt: instant(assessedAt),
  answers,
});
