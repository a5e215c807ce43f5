import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface TrialFileData {
  id: string;
  version: number;
  amendment?: { reconsent: string; summary: string };
  eligibility: { screeningLimits: { code: string; maxAge: object }[] };
  sites: { activeFrom: string }[];
  masking: { masked: boolean; parties: string[] };
  roles: { blinded: string[]; unblinded: string[] };
  randomisation: object;
  administration: { points?: { code: string; plannedVolume: number }[]; dose?: object };
  visits: { code: string; arms?: string[] }[];
  anchor: { event: string };
  confirmed: Record<string, string>;
  assumptions: Record<string, string>;
  openQuestions: Record<string, string>;
}

const TABLETS = {
  kind: 'self-administered',
  route: 'oral',
  dosesPerDay: 2,
  dose: { unit: 'mg', minimum: 5, target: 5, maximum: 10 },
};
const DRIP = {
  kind: 'infusions',
  route: 'intravenous',
  dose: { unit: 'mg', minimum: 8, target: 8, maximum: 8, per: 'kilogram-of-body-weight' },
  at: ['D0', 'W04', 'W08'],
};

export const AMENDED_FROM = '2025-04-01T00:00:00+02:00';

/**
 * Trials made from the one of the repository: as it is, with injections; TABLETS, taken at home; DRIP, infusions by weight at
 * three visits, masked; OPEN, the same where nothing is hidden; BALANCED, the same minimised; BRANCHED, open, where each arm
 * begins at a visit of its own. AMENDED and AMENDED-TABLETS are given more under their second version, which asks for no
 * new consent and is in force from `AMENDED_FROM`; RECONSENTED and RECONSENTED-TABLETS under one that asks for it, with which there
 * is one more injection, and a pregnancy test is a day old at most.
 */
export function treatmentTrialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'treatment-trials-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const write = (id: string, administration: object | undefined, change: (trial: TrialFileData) => void) => {
    const trial = parse(published) as TrialFileData;
    trial.id = id;
    if (administration) giveBy(trial, administration);
    change(trial);
    writeFileSync(join(folder, `${id.toLowerCase()}.v${trial.version}.yaml`), stringify(trial));
  };
  const writeAmended = (id: string, administration: object | undefined, change: (trial: TrialFileData) => void) => {
    const reconsent = id.startsWith('RECONSENTED') ? 'required' : 'not-required';
    write(id, administration, () => undefined);
    write(id, administration, (trial) => {
      trial.version = 2;
      trial.amendment = { reconsent, summary: 'more is given' };
      trial.assumptions['amendment'] = 'for tests';
      for (const site of trial.sites) site.activeFrom = AMENDED_FROM;
      change(trial);
    });
  };
  write('MANUS', undefined, () => undefined);
  write('TABLETS', TABLETS, () => undefined);
  const injectMore = ({ administration }: TrialFileData): void => {
    for (const point of administration.points ?? []) point.plannedVolume = 2;
  };
  const doseMore = ({ administration }: TrialFileData): void => {
    administration.dose = { ...TABLETS.dose, maximum: 20 };
  };
  const testLater = ({ eligibility }: TrialFileData): void => {
    for (const limit of eligibility.screeningLimits) if (limit.code === 'pregnancy-test') limit.maxAge = { hours: 24 };
  };
  writeAmended('AMENDED', undefined, injectMore);
  writeAmended('AMENDED-TABLETS', TABLETS, doseMore);
  writeAmended('RECONSENTED', undefined, (trial) => {
    const { points = [] } = trial.administration;
    points.push(...points.slice(-1).map((last) => ({ ...last, code: 'H5' })));
    injectMore(trial);
    testLater(trial);
  });
  writeAmended('RECONSENTED-TABLETS', TABLETS, doseMore);
  write('DRIP', DRIP, () => undefined);
  write('OPEN', DRIP, hideNothing);
  write('BRANCHED', { ...DRIP, at: ['W02', 'W04', 'W08'] }, (trial) => {
    hideNothing(trial);
    for (const visit of trial.visits) {
      if (visit.code === 'W02') visit.arms = ['msc'];
      if (visit.code === 'W04') visit.arms = ['placebo'];
    }
    trial.assumptions['visits.*.arms'] = 'for tests';
  });
  write('BALANCED', DRIP, (trial) => {
    hideNothing(trial);
    Object.assign(trial.randomisation, {
      scheme: 'minimisation',
      target: 30,
      minimumListLength: 36,
      strata: [{ code: 'site', levels: ['UMCU', 'UMCN', 'LUMC'], from: 'site' }],
      imbalance: 'range',
      preferencePerThousand: 800,
    });
    for (const path of ['imbalance', 'preferencePerThousand']) trial.assumptions[`randomisation.${path}`] = 'for tests';
  });
  return folder;
}

function giveBy(trial: TrialFileData, administration: object): void {
  Object.assign(trial, { administration: structuredClone(administration) });
  trial.anchor.event = 'first-dose';
  for (const told of [trial.confirmed, trial.assumptions, trial.openQuestions])
    for (const path of Object.keys(told)) if (path.startsWith('administration')) Reflect.deleteProperty(told, path);
  trial.assumptions['administration'] = 'for tests';
}

/** An open-label trial: who could not know may, and nobody is left who may not. */
function hideNothing(trial: TrialFileData): void {
  trial.masking = { masked: false, parties: [] };
  trial.roles = { blinded: [], unblinded: [...trial.roles.blinded, ...trial.roles.unblinded] };
}
