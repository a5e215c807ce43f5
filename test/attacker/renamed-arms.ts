import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Words that occur nowhere else, of different lengths: what is found of them was written because of an allocation. */
export const ARMS = ['quokka', 'axolotl-mimicry'] as const;
export const ARM_NAMES = ['Quokkamycin injected', 'Axolotlase vehicle without quokkas'] as const;

/** MANUS as it is but for its size, its arms, and the distance between the first participants: here many are prepared for in one day. */
export function trialsFolder(people: number): string {
  const published = readFileSync(new URL('../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const trial = parse(published) as {
    arms: { code: string; name: string }[];
    randomisation: { target: number; minimumListLength: number };
    stopping: { sentinel?: object };
  };
  delete trial.stopping.sentinel;
  trial.arms = trial.arms.map((arm, index) => ({ ...arm, code: ARMS[index] ?? '', name: ARM_NAMES[index] ?? '' }));
  trial.randomisation.target = people;
  trial.randomisation.minimumListLength = people;
  const folder = mkdtempSync(join(tmpdir(), 'trial-under-attack-'));
  writeFileSync(join(folder, 'manus.v1.yaml'), stringify(trial));
  return folder;
}
