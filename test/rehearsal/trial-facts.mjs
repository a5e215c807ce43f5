import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { armWordsOf } from './compare-worlds.mjs';

/**
 * What everybody may know of the trial: the published file, as a site reads it. Of several versions the newest.
 *
 * @param {string} name of the file without its version
 * @throws {Error} naming the trials there are, when there is none of that name
 */
export function trialFacts(checkout, name = 'manus') {
  const trial = newestOf(name, join(checkout, 'deploy', 'trials'));
  const visits = trial.visits.flatMap(roundsOf);
  const beforeTreatment = visits.filter(({ phase }) => phase === 'before-treatment').map(({ code }) => code);
  const criteria = trial.eligibility.criteria.map(({ id, kind }) => ({ id, kind }));
  return {
    id: trial.id,
    masked: trial.masking.masked,
    zone: trial.sites[0].zone,
    zones: Object.fromEntries(trial.sites.map(({ code, zone }) => [code, zone])),
    sites: trial.sites.map(({ code }) => code),
    activeFrom: trial.sites.map(({ activeFrom }) => activeFrom),
    arms: trial.arms.map(({ code, ratio }) => ({ arm: code, weight: ratio })),
    productArms: trial.arms.filter(({ kind }) => kind !== 'placebo').map(({ code }) => code),
    armWords: armWordsOf(trial),
    listLength: trial.randomisation.minimumListLength,
    blockSizes: blockSizesOf(trial),
    consentVersion: trial.consent.versions[0].version,
    dataUses: trial.consent.versions[0].uses.filter(({ required }) => required).map(({ code }) => code),
    criteria,
    failures: failuresOf(criteria),
    visits,
    screeningVisit: beforeTreatment[0],
    baselineVisit: beforeTreatment.slice(1).at(-1),
    lastVisit: visits.findLast(({ last }) => last).code,
    languages: Object.fromEntries(trial.instruments.map(({ code, languages }) => [code, languages[0]])),
    analytes: trial.laboratory.panels
      .filter(({ restricted }) => !restricted)
      .flatMap(({ analytes }) => analytes.map(({ code, unit }) => ({ code, unit }))),
    causes: trial.causality.causes,
    localToxicity: localToxicityOf(trial),
    hasInjections: trial.administration.kind === 'injections',
    injectionPoints: (trial.administration.points ?? []).map(({ code, plannedVolume }) => ({
      code,
      microlitres: plannedVolume * 1_000,
    })),
    dose: trial.administration.dose,
    /** Where doses are given at visits; none are where they are taken at home. */
    doseVisits: visits.filter(({ cycle }) => trial.administration.at?.includes(cycle)).map(({ code }) => code),
    hasCellProduct: trial.administration.cellProduct !== undefined,
    finalDay: trial.outcomes.finalDay,
    cutOffDay: trial.outcomes.primaryCutOffDay,
  };
}

/**
 * The visits that are to stand in the plan of somebody: of an open trial those of their arm, of a masked one all. Whoever
 * withdraws is asked to come once more.
 */
export const codesFor = ({ visits, masked }, { arm, ended }) =>
  visits
    .filter(({ arms }) => masked || arms === undefined || arms.includes(arm))
    .filter(({ phase }) => phase !== 'early-termination' || ended === 'withdrawn')
    .map(({ code }) => code);

/** The form, and at which visits it is filled in; undefined where the trial does not ask. */
function localToxicityOf({ localToxicity, assessments }) {
  if (!localToxicity) return undefined;
  const { referenceVisit, items } = localToxicity;
  const visits = assessments.find(({ code }) => code === 'local-toxicity').required;
  return { referenceVisit, items: items.map(({ code, terms }) => ({ code, terms })), visits };
}

function newestOf(name, folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const versions = files
    .filter((file) => file.replace(/\.v\d+\.yaml$/, '') === name)
    .map((file) => parse(readFileSync(join(folder, file), 'utf8')));
  if (versions.length === 0) {
    const names = [...new Set(files.map((file) => file.replace(/\.v\d+\.yaml$/, '')))];
    throw new Error(`there is no trial ${name}; there are ${names.join(', ')}`);
  }
  return versions.sort((a, b) => b.version - a.version)[0];
}

/** A cycle is written as the platform writes it: `CODE-1`, `CODE-2` …; its end is the end of its last round. */
function roundsOf({ code, phase, arms, offset, repeats, last = false }) {
  const isInHours = 'hours' in offset;
  const visit = { phase, ...(arms ? { arms } : {}), isInHours, cycle: code };
  if (!repeats) return [{ code, ...visit, last }];
  return Array.from({ length: repeats.times }, (_, index) => ({
    code: `${code}-${index + 1}`,
    ...visit,
    last: last && index === repeats.times - 1,
  }));
}

/** Two sizes into which the ratio fits twice and three times; a method without blocks has none. */
function blockSizesOf({ arms, randomisation }) {
  if (randomisation.scheme !== 'permuted-blocks') return undefined;
  const parts = arms.reduce((sum, { ratio }) => sum + ratio, 0);
  return [{ size: 2 * parts }, { size: 3 * parts }];
}

/** What keeps the two out who never get in: the first reason against them, and the third reason for, or the last. */
function failuresOf(criteria) {
  const idsOf = (wanted) => criteria.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const inclusions = idsOf('inclusion');
  return [idsOf('exclusion')[0] ?? inclusions[0], inclusions[2] ?? inclusions.at(-1)];
}
