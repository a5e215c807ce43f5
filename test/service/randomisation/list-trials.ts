import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface TrialFileData {
  id: string;
  randomisation: { target: number; minimumListLength: number; strata: object[] };
  stopping: { safetyLooks: { afterParticipants: number[] } };
}

/** Trials of eight: TOPUP and UPLOADED, whose lists are used up soon; SPARE, where nobody takes part; ULCERS, with strata. */
export function listTrialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'list-trials-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  for (const id of ['TOPUP', 'UPLOADED', 'SPARE', 'ULCERS']) {
    const trial = parse(published) as TrialFileData;
    trial.id = id;
    trial.randomisation.target = 8;
    trial.randomisation.minimumListLength = 8;
    trial.stopping.safetyLooks.afterParticipants = [4];
    if (id === 'ULCERS') trial.randomisation.strata = [{ code: 'ulcers', levels: ['one', 'more'] }];
    writeFileSync(join(folder, `${id.toLowerCase()}.v1.yaml`), stringify(trial));
  }
  return folder;
}
