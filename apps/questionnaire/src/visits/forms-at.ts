import { Rejection } from '@trial/kernel';
import { assessmentsAt, type TrialConfiguration, type TrialFile } from '@trial/trial-configuration';
import type { Assignment } from '../domain/assignment.js';
import { refuseSilentAlerts } from '../domain/alerts.js';
import { instrumentOf } from '../domain/instruments/catalogue.js';

/** What the trial file settles of a form. */
export type PlannedForm = Pick<
  Assignment,
  'assessment' | 'instrument' | 'instrumentVersion' | 'languages' | 'respondent' | 'lateAnswers'
>;

/**
 * One form per row of the assessment matrix that asks for an instrument at the visit. Whether late answers are taken
 * is the trial's rule for participants; what staff fills in follows the visit, which may itself be late, so it stays
 * open and a late response is marked.
 *
 * @param contactOnly the visit is of somebody who will not be treated: only forms the file names for them.
 */
export const formsAt = (
  trial: TrialFile,
  visitCode: string,
  { contactOnly }: { readonly contactOnly?: boolean | undefined } = {},
): readonly PlannedForm[] =>
  assessmentsAt(trial, visitCode, { contactOnly }).flatMap(({ assessment, requirement }): readonly PlannedForm[] => {
    if (assessment.kind !== 'instrument' || requirement !== 'required') return [];
    const { version, languages } = ruleOf(trial, assessment.instrument);
    return [
      {
        assessment: assessment.code,
        instrument: assessment.instrument,
        instrumentVersion: version,
        languages,
        respondent: assessment.answeredBy,
        lateAnswers: assessment.answeredBy === 'participant' ? trial.participantForms.lateAnswers : 'flagged',
      },
    ];
  });

/**
 * Refuses a trial that uses an instrument nobody here can present, check and score (`instrument-unknown`), or that would
 * wait for an alert in vain (`alert-never-fires`).
 */
export function refuseUnknownInstruments(trials: readonly TrialConfiguration[]): void {
  for (const { instruments } of trials)
    for (const { code, version, status, alerts } of instruments)
      if (status === 'in-use') refuseSilentAlerts(instrumentOf(code, version ?? ''), alerts);
}

function ruleOf(trial: TrialFile, instrument: string): { version: string; languages: readonly string[] } {
  const rule = trial.instruments.find(({ code }) => code === instrument);
  if (!rule?.version) throw new Rejection('instrument-unknown', { rule: `${instrument} has no version in the trial` });
  return { version: rule.version, languages: rule.languages };
}
