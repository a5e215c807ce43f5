import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import { BEGINNING } from './scenario.mjs';

const FILES = ['maximum-grades.csv', 'serious-adverse-events.csv', 'annual-reactions.csv', 'annual-tabulation.csv'];

/**
 * What a rehearsal reports is the same, byte for byte, as when it was last looked at by a person: grades and listings of the
 * last data cut, the blinded copy of each case. Kept for some runs, by trial, number of participants and seed; the world with
 * the arms swapped is held to the same files.
 */
export async function goldenFindings(world, dataCutId) {
  const folder = join(
    ...[checkout, 'test', 'rehearsal', 'golden'],
    `${world.facts.id}-${world.participants}-${world.seed}`.toLowerCase(),
  );
  if (!existsSync(folder) && !world.keepGolden) return { findings: [], evidence: 'none are kept of such a run' };
  const made = await reported(world, dataCutId);
  if (world.keepGolden) {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of made) writeFileSync(join(folder, name), text);
  }
  const findings = [...made].flatMap(([name, text]) => differenceTo(join(folder, name), name, text));
  return { findings, evidence: `${made.size} files as they were` };
}

async function reported({ facts, api, trialTime }, dataCutId) {
  const monitor = await api.person('monitor', 'monitor');
  const physician = await api.person('safety-physician', 'safety-physician');
  const of = `/trials/${facts.id}`;
  const made = new Map();
  const whole = `from=${BEGINNING.slice(0, 10)}&until=${trialTime.text.slice(0, 10)}`;
  for (const name of FILES) {
    const interval = name.startsWith('annual') ? `?${whole}` : '';
    const { status, text } = await monitor.attempt('GET', `${of}/data-cuts/${dataCutId}/files/${name}${interval}`);
    made.set(name, status === 200 ? text : `was refused: ${status}`);
  }
  const cases = await physician.all(`${of}/cases`, { quiet: true });
  for (const { caseId, latest } of cases) {
    const copy = await physician.get(`${of}/cases/${caseId}/versions/${latest.number}/copy`, { quiet: true });
    made.set(copy.fileName, copy.text);
  }
  return made;
}

function differenceTo(path, name, text) {
  if (!existsSync(path)) return [`${name} was not there before`];
  const [kept, now] = [readFileSync(path, 'utf8').split('\n'), text.split('\n')];
  const line = now.findIndex((each, index) => each !== kept[index]);
  if (line < 0 && kept.length === now.length) return [];
  const at = line < 0 ? now.length : line;
  return [`${name}, line ${at + 1}: ${now[at] ?? 'nothing'} (was ${kept[at] ?? 'nothing'})`];
}
