import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface TrialFileData {
  sites: Record<string, unknown>[];
  assumptions: Record<string, string>;
}

/** Tuesdays and Thursdays from nine to twelve, one hour and two places each, and five a day. */
export const CLINIC = {
  days: ['tuesday', 'thursday'],
  hours: { from: '09:00', until: '12:00' },
  slot: { minutes: 60, places: 2 },
  placesPerDay: 5,
  closedOn: ['2025-03-20'],
};

/** A folder with the trial file of the repository, in which one site has a clinic. */
export function folderWithClinic(site: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const trial = parse(published) as TrialFileData;
  for (const each of trial.sites) if (each['code'] === site) each['clinic'] = CLINIC;
  trial.assumptions[`sites.${site}.clinic`] = 'chosen for the test';
  writeFileSync(join(folder, 'manus.v1.yaml'), stringify(trial));
  return folder;
}
