import { administrationFindings } from './administration-checks.js';
import { clinicFindings } from './clinic.js';
import { ifNeverTreatedFindings } from './if-never-treated.js';
import { unless, type Finding } from './invalid-trial-file.js';
import { randomisationFindings } from './randomisation-checks.js';
import { reminderFindings } from './reminder-checks.js';
import { repeatedCodes } from './repeated-codes.js';
import type { Assessment, TrialFile } from './trial-configuration.js';
import { visitFindings } from './visit-checks.js';

/** What must hold between the parts of a trial file, beyond the shape of each. Empty when all is well. */
export function crossFindings(trial: TrialFile): readonly Finding[] {
  return [
    ...repeatedCodes(trial),
    ...unless(trial.version > 1 || !trial.amendment, 'amendment', 'the first version amends nothing'),
    ...maskingFindings(trial),
    ...clinicFindings(trial),
    ...randomisationFindings(trial),
    ...administrationFindings(trial),
    ...enrolmentFindings(trial),
    ...visitFindings(trial),
    ...ifNeverTreatedFindings(trial),
    ...reminderFindings(trial),
    ...instrumentFindings(trial),
    ...trial.assessments.flatMap((assessment) => assessmentFindings(assessment, trial)),
    ...referenceFindings(trial),
  ];
}

function maskingFindings({ masking, roles }: TrialFile): readonly Finding[] {
  const both = roles.blinded.filter((role) => roles.unblinded.includes(role));
  return [
    ...both.map((role) => ({ field: 'roles', rule: `${role} is blinded and unblinded; nobody ever is both` })),
    ...unless(masking.masked === masking.parties.length > 0, 'masking.parties', 'lists parties exactly when masked'),
    ...unless(
      masking.masked ? roles.blinded.length > 0 && roles.unblinded.length > 0 : roles.blinded.length === 0,
      'roles',
      'a masked trial has blinded and unblinded roles, an open one has no blinded role',
    ),
  ];
}

function enrolmentFindings({ randomisation, eligibility, stopping }: TrialFile): readonly Finding[] {
  const { minimum, maximum } = eligibility.ageYears;
  const looks = stopping.safetyLooks?.afterParticipants ?? [];
  return [
    ...unless(maximum === null || minimum <= maximum, 'eligibility.ageYears', 'minimum must not exceed maximum'),
    ...unless(
      [...looks, stopping.sentinel?.participants ?? 0].every((participants) => participants <= randomisation.target),
      'stopping',
      'counts more participants than the target',
    ),
  ];
}

function instrumentFindings({ instruments }: TrialFile): readonly Finding[] {
  return instruments.flatMap(({ code, status, version, languages, scale }) => [
    ...unless(
      status === 'planned' || (version !== null && languages.length > 0),
      `instruments.${code}`,
      'an instrument in use has a version and a language',
    ),
    ...unless(
      scale === undefined || scale.minimum < scale.maximum,
      `instruments.${code}.scale`,
      'minimum must lie below maximum',
    ),
  ]);
}

function assessmentFindings(assessment: Assessment, trial: TrialFile): readonly Finding[] {
  const field = `assessments.${assessment.code}`;
  const visits = [...assessment.required, ...assessment.optional];
  const atTreatment = trial.visits.some(({ code, phase }) => phase === 'treatment' && visits.includes(code));
  return [
    ...visits.filter((code) => !isVisit(code, trial)).map((code) => ({ field, rule: `there is no visit ${code}` })),
    ...unless(new Set(visits).size === visits.length, field, 'names a visit twice'),
    ...unless(
      assessment.minutesAfterAnchor.length === 0 || atTreatment,
      `${field}.minutesAfterAnchor`,
      'only an assessment of the treatment visit is repeated after the anchor',
    ),
    ...whatIsAssessed(assessment, field, trial),
  ];
}

function whatIsAssessed(assessment: Assessment, field: string, trial: TrialFile): readonly Finding[] {
  switch (assessment.kind) {
    case 'instrument':
      return unless(
        trial.instruments.some(({ code }) => code === assessment.instrument),
        `${field}.instrument`,
        `there is no instrument ${assessment.instrument}`,
      );
    case 'laboratory-panel':
      return unless(
        trial.laboratory.panels.some(({ code }) => code === assessment.panel),
        `${field}.panel`,
        `there is no panel ${assessment.panel}`,
      );
    case 'procedure':
      return [];
  }
}

function referenceFindings(trial: TrialFile): readonly Finding[] {
  const { localToxicity, stopping, eligibility } = trial;
  const visits = [
    ...(localToxicity ? [['localToxicity.referenceVisit', localToxicity.referenceVisit] as const] : []),
    ...(stopping.safetyLooks ? [['stopping.safetyLooks.visit', stopping.safetyLooks.visit] as const] : []),
  ];
  return [
    ...visits.flatMap(([field, code]) => unless(isVisit(code, trial), field, `there is no visit ${code}`)),
    ...eligibility.screeningLimits.flatMap(({ code }) =>
      unless(
        trial.assessments.some((assessment) => assessment.code === code),
        `eligibility.screeningLimits.${code}`,
        `there is no assessment ${code}`,
      ),
    ),
    ...unless(
      localToxicity !== undefined || trial.outcomes.primary.every(({ kind }) => kind !== 'local-toxicity'),
      'outcomes.primary',
      'local toxicity is an outcome, so its form must be defined',
    ),
  ];
}

const isVisit = (code: string, trial: TrialFile): boolean => trial.visits.some((visit) => visit.code === code);
