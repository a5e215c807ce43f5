import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { armWordsOf } from './compare-worlds.mjs';

/** What everybody may know of the trial: the published file, as a site reads it. */
export function trialFacts(checkout, name = 'manus.v1.yaml') {
  const trial = parse(readFileSync(join(checkout, 'deploy', 'trials', name), 'utf8'));
  return {
    id: trial.id,
    zone: trial.sites[0].zone,
    sites: trial.sites.map(({ code }) => code),
    arms: trial.arms.map(({ code, ratio }) => ({ arm: code, weight: ratio })),
    armWords: armWordsOf(trial),
    listLength: trial.randomisation.minimumListLength,
    consentVersion: trial.consent.versions[0].version,
    dataUses: trial.consent.versions[0].uses.filter(({ required }) => required).map(({ code }) => code),
    criteria: trial.eligibility.criteria.map(({ id, kind }) => ({ id, kind })),
    injectionPoints: trial.administration.points.map(({ code, plannedVolume }) => ({
      code,
      microlitres: plannedVolume * 1_000,
    })),
    hasCellProduct: trial.administration.cellProduct !== undefined,
    finalDay: trial.outcomes.finalDay,
    cutOffDay: trial.outcomes.primaryCutOffDay,
  };
}
