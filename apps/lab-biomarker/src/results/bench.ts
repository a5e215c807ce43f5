import type { Context } from '@trial/kernel';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { openAnalytes } from '../domain/panels.js';
import type { Participant } from '../domain/participant.js';
import type { Bench } from '../domain/result.js';

/** What a result of the participant is read against; limits come with each result, none are on file. */
export const benchFor = (
  trial: TrialConfiguration,
  { sex, ageYears, siteId }: Participant,
  analyte: string,
  { actor, zone }: Context,
): Bench => ({
  panel: openAnalytes(trial.laboratory.panels, analyte),
  ranges: [],
  person: { sex, ageYears },
  zone: trial.sites.find(({ code }) => code === siteId)?.zone ?? zone,
  recordedBy: actor,
});
