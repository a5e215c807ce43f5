import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface TrialFileData {
  id: string;
  randomisation: { scheme: string; target: number; minimumListLength: number; strata: object[] };
  assumptions: Record<string, string>;
  stopping: { safetyLooks: { afterParticipants: number[] } };
}

/** The sites of the trial files, whose balance a minimised trial keeps. */
const SITES = ['UMCU', 'UMCN', 'LUMC'];

/**
 * Trials of eight: TOPUP and UPLOADED, whose lists are used up soon; SPARE, where nobody takes part; ULCERS, with strata;
 * THREE, with strata by site, ulcers and sex; SIMPLE, each row of which is drawn on its own; CAPPED, with strata, at most 5
 * in the trial, 2 at a site and 3 in a stratum. MINIMISED, of thirty, balances sites and ulcers.
 */
export function listTrialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'list-trials-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  for (const id of ['TOPUP', 'UPLOADED', 'SPARE', 'ULCERS', 'THREE', 'SIMPLE', 'MINIMISED', 'CAPPED']) {
    const trial = parse(published) as TrialFileData;
    trial.id = id;
    trial.randomisation.target = 8;
    trial.randomisation.minimumListLength = 8;
    trial.stopping.safetyLooks.afterParticipants = [4];
    if (id === 'ULCERS') trial.randomisation.strata = [{ code: 'ulcers', levels: ['one', 'more'] }];
    if (id === 'THREE') {
      trial.randomisation.strata = [
        { code: 'site', levels: SITES, from: 'site' },
        { code: 'ulcers', levels: ['one', 'more'] },
        { code: 'sex', levels: ['female', 'male'] },
      ];
    }
    if (id === 'CAPPED') {
      trial.randomisation.strata = [{ code: 'ulcers', levels: ['one', 'more'] }];
      Object.assign(trial.randomisation, { target: 5, caps: { trial: 5, perSite: 2, perStratum: 3 } });
      trial.assumptions['randomisation.caps'] = 'for tests';
    }
    if (id === 'SIMPLE') trial.randomisation.scheme = 'simple';
    if (id === 'MINIMISED') {
      Object.assign(trial.randomisation, {
        scheme: 'minimisation',
        target: 30,
        minimumListLength: 36,
        strata: [
          { code: 'site', levels: SITES, from: 'site', weight: 2 },
          { code: 'ulcers', levels: ['one', 'more'] },
        ],
        imbalance: 'range',
        preferencePerThousand: 800,
      });
      for (const path of ['imbalance', 'preferencePerThousand'])
        trial.assumptions[`randomisation.${path}`] = 'for tests';
    }
    writeFileSync(join(folder, `${id.toLowerCase()}.v1.yaml`), stringify(trial));
  }
  return folder;
}
