import type { Finding } from './invalid-trial-file.js';
import type { TrialFile } from './trial-configuration.js';

/** Codes that stand twice in their list: a code is how everything else names the thing. */
export function repeatedCodes(trial: TrialFile): readonly Finding[] {
  const codesOf = (items: readonly { readonly code: string }[]): readonly string[] => items.map(({ code }) => code);
  const lists: Readonly<Record<string, readonly string[]>> = {
    arms: codesOf(trial.arms),
    sites: codesOf(trial.sites),
    visits: codesOf(trial.visits),
    assessments: codesOf(trial.assessments),
    instruments: codesOf(trial.instruments),
    'instruments.*.alerts': trial.instruments.flatMap(({ code, alerts }) =>
      codesOf(alerts).map((alert) => `${alert} of ${code}`),
    ),
    'ifNeverTreated.visits': trial.ifNeverTreated?.visits ?? [],
    'ifNeverTreated.assessments': trial.ifNeverTreated?.assessments ?? [],
    'randomisation.strata': codesOf(trial.randomisation.strata),
    'randomisation.strata.*.levels': trial.randomisation.strata.flatMap(({ code, levels }) =>
      levels.map((level) => `${level} of ${code}`),
    ),
    'administration.points': trial.administration.kind === 'injections' ? codesOf(trial.administration.points) : [],
    'administration.at': trial.administration.kind === 'infusions' ? trial.administration.at : [],
    'eligibility.criteria': trial.eligibility.criteria.map(({ id }) => id),
    'eligibility.screeningLimits': codesOf(trial.eligibility.screeningLimits),
    'consent.versions': trial.consent.versions.map(({ version }) => version),
    'consent.versions.*.uses': trial.consent.versions.flatMap(({ version, uses }) =>
      uses.map((use) => `${use.code} of version ${version}`),
    ),
    'stopping.pauseProposals': codesOf(trial.stopping.pauseProposals),
    'reminders.rules': codesOf(trial.reminders?.rules ?? []),
    'laboratory.panels': codesOf(trial.laboratory.panels),
    'laboratory.panels.*.analytes': trial.laboratory.panels.flatMap(({ analytes }) => codesOf(analytes)),
    'causality.causes': trial.causality.causes,
    'reporting.specialInterest': codesOf(trial.reporting.specialInterest),
    'reporting.specialInterest.*.terms': trial.reporting.specialInterest.flatMap(({ code, terms }) =>
      terms.map((term) => `${term} of ${code}`),
    ),
    'localToxicity.items': codesOf(trial.localToxicity?.items ?? []),
  };
  return Object.entries(lists).flatMap(([field, codes]) =>
    [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))].map((code) => ({
      field,
      rule: `${code} is there twice`,
    })),
  );
}
