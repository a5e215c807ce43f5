import { Injectable } from '@nestjs/common';
import { InvalidTrialFile, Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { termBySlug } from '../domain/ctcae/terms.js';

/**
 * No process starts with a trial file, of whatever version, that names a term its dictionary does not have: of a mistyped
 * term nothing would ever be reported in time, and nobody would see why.
 */
@Injectable()
export class TermsOfTrials {
  constructor(trials: Trials) {
    trials.everyVersion().forEach(refuseUnknownTerms);
  }
}

/** An `InvalidTrialFile` that names every field with a term the dictionary of the trial lacks. */
export function refuseUnknownTerms({ id, version, ctcae, reporting, localToxicity }: Named): void {
  const { specialInterest, exemptFromUnblinding } = reporting;
  const named = [
    ...specialInterest.map(({ terms }, at) => [`reporting.specialInterest.${at}.terms`, terms] as const),
    ['reporting.exemptFromUnblinding', exemptFromUnblinding] as const,
    ...(localToxicity?.items ?? []).map(({ terms }, at) => [`localToxicity.items.${at}.terms`, terms] as const),
  ];
  const findings = named.flatMap(([field, terms]) =>
    terms
      .filter((term) => termBySlug(ctcae.version, term) === undefined)
      .map((term) => ({ field, rule: `CTCAE ${ctcae.version} has no term ${term}` })),
  );
  if (findings.length > 0) throw new InvalidTrialFile(`${id}, version ${version}`, findings);
}

type Named = Pick<TrialConfiguration, 'id' | 'version' | 'ctcae' | 'reporting' | 'localToxicity'>;
