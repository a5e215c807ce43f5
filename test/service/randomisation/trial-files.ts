import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface TrialFileData {
  id: string;
  sites: { activeFrom: string }[];
  randomisation: { target: number; minimumListLength: number; strata: object[] };
  administration: Record<string, unknown>;
  anchor: { event: string };
  stopping: { sentinel?: object; safetyLooks: { afterParticipants: number[] }; secondPersonLifts?: boolean };
  confirmed: Record<string, string>;
  assumptions: Record<string, string>;
  openQuestions: Record<string, string>;
}

/**
 * A folder of trial files made from the one of the repository: without the distance between the first
 * participants; SENTINEL, with it and two sessions; AMENDED, which doubles it in a version that asks for new consent; LATER,
 * which has it, and half the time after a thaw, only from such a version on; SMALL, with a list of four and a site whose
 * code cannot stand in participant codes; STRATA, stratified by ulcers, where nobody lifts a pause they signed; ORAL, without injections.
 */
export function trialsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trials-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const write = (text: string, change: (trial: TrialFileData) => void, version = 1) => {
    const trial = parse(text) as TrialFileData;
    change(trial);
    writeFileSync(join(folder, `${trial.id.toLowerCase()}.v${version}.yaml`), stringify(trial));
  };
  write(published, (trial) => {
    delete trial.stopping.sentinel;
  });
  write(published, (trial) => {
    trial.id = 'SENTINEL';
    trial.administration['sessions'] = 2;
  });
  /** A second version that asks for new consent. */
  const writeAmendment = (id: string, activeFrom: string, change: (trial: TrialFileData) => void) =>
    write(
      published,
      (trial) => {
        trial.id = id;
        Object.assign(trial, { version: 2, amendment: { reconsent: 'required', summary: 'further apart' } });
        trial.assumptions['amendment'] = 'for these tests';
        for (const site of trial.sites) site.activeFrom = activeFrom;
        change(trial);
      },
      2,
    );
  write(published, (trial) => {
    trial.id = 'AMENDED';
  });
  writeAmendment('AMENDED', '2025-04-10T00:00:00+02:00', (trial) => {
    trial.stopping.sentinel = { participants: 3, daysApart: 28 };
  });
  write(published, (trial) => {
    trial.id = 'LATER';
    delete trial.stopping.sentinel;
  });
  writeAmendment('LATER', '2025-03-02T00:00:00+01:00', (trial) => {
    trial.administration['thawToInjection'] = { limitMinutes: 120, warnAtPercent: 80 };
  });
  write(published.replaceAll('LUMC', 'lumc'), (trial) => {
    trial.id = 'SMALL';
    trial.randomisation.target = 4;
    trial.randomisation.minimumListLength = 4;
    trial.stopping.safetyLooks.afterParticipants = [2];
  });
  write(published, (trial) => {
    trial.id = 'STRATA';
    trial.randomisation.strata = [{ code: 'ulcers', levels: ['one', 'more'] }];
    trial.stopping.secondPersonLifts = true;
  });
  write(published, (trial) => {
    trial.id = 'ORAL';
    trial.administration = {
      kind: 'self-administered',
      route: 'oral',
      dosesPerDay: 1,
      dose: { unit: 'mg', minimum: 1, target: 1, maximum: 1 },
    };
    trial.anchor.event = 'randomisation';
    for (const told of [trial.confirmed, trial.assumptions, trial.openQuestions])
      for (const path of Object.keys(told)) if (path.startsWith('administration.')) Reflect.deleteProperty(told, path);
  });
  return folder;
}
