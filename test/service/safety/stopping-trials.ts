import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** How many events are reported at once in RACE, and needed to reach its rule. */
export const TOGETHER = 6;

interface TrialFileData {
  id: string;
  stopping: { pauseProposals: { code: string; atLeast: number }[]; safetyLooks: { afterParticipants: number[] } };
}

/**
 * A folder of trials with the stopping rules of the repository, one for each group of tests, since rules count everybody of a
 * trial: RELATED, DEATHS, CONFIRMED, DECIDED, ANSWERED; LOOKS looks after two and three; RACE needs as many as are reported at once.
 */
export function stoppingTrialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stopping-trials-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  for (const id of ['RELATED', 'DEATHS', 'CONFIRMED', 'DECIDED', 'ANSWERED', 'LOOKS', 'RACE']) {
    const trial = parse(published) as TrialFileData;
    trial.id = id;
    if (id === 'LOOKS') trial.stopping.safetyLooks.afterParticipants = [2, 3];
    if (id === 'RACE')
      for (const rule of trial.stopping.pauseProposals) if (rule.code === 'digit-threatening') rule.atLeast = TOGETHER;
    writeFileSync(join(folder, `${id.toLowerCase()}.v1.yaml`), stringify(trial));
  }
  return folder;
}
