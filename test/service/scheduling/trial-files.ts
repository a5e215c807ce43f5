import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

interface TrialFileData {
  id: string;
  version: number;
  sites: { code: string; activeFrom: string }[];
  stopping: { sentinel?: object };
  visits: Record<string, unknown>[];
  instruments: { code: string; status: string }[];
  amendment?: object;
  visitMapping?: object;
  ifNeverTreated: { visits: string[]; assessments: string[] };
  masking: { masked: boolean; parties: string[] };
  roles: { blinded: string[]; unblinded: string[] };
  assumptions: Record<string, string>;
}

const PUBLISHED = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');

const days = (before: number, after: number) => ({ before, after, unit: 'days' });

/** What the trial of these tests has beside the visits of the published one. */
export const MORE_VISITS = [
  {
    code: 'CALL',
    name: 'Call',
    phase: 'follow-up',
    countedFrom: { visit: 'W02' },
    offset: { days: 2 },
    window: days(0, 1),
  },
  {
    code: 'M',
    name: 'Monthly',
    phase: 'follow-up',
    offset: { days: 200 },
    window: days(3, 3),
    repeats: { every: { days: 28 }, times: 3 },
    untilFollowUpEnds: true,
  },
  { code: 'ET', name: 'Leaving early', phase: 'early-termination', offset: { days: 0 }, window: days(0, 14) },
];

/** A folder with the published trial, and STAFF: the same, where forms of staff that are not in use yet are. */
export function staffFormsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'staff-'));
  const trial = parse(PUBLISHED) as TrialFileData;
  writeFileSync(join(folder, 'manus.v1.yaml'), PUBLISHED);
  trial.id = 'STAFF';
  for (const instrument of trial.instruments)
    if (FORMS_OF_STAFF.some((code) => code === instrument.code)) instrument.status = 'in-use';
  writeFileSync(join(folder, 'staff.v1.yaml'), stringify(trial));
  return folder;
}

/** Of every visit after treatment. */
export const FORMS_OF_STAFF = ['concomitant-medication', 'photographs', 'ulcer-inventory'] as const;

/**
 * A folder with two versions of a trial whose plans hold everything a plan can hold. The second version, in force at
 * one site from June 2025, narrows week 4, has no week 8, and has a week 6 instead. Beside it two trials with a call in
 * week 10 for one arm and one in week 11 for the other: MASKED, and OPEN; and COUNTED, with a visit that counts from
 * randomisation; BYSITE, whose second version is that of PLANS and asks for no new consent; and three that keep their first
 * participants apart: APART; FURTHER, which doubles the distance in a version that asks for new consent; and WIDENED, which
 * does so from April without asking.
 */
export function plansFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  const write = (text: string, change: (trial: TrialFileData) => void) => {
    const trial = parse(text) as TrialFileData;
    trial.id = 'PLANS';
    trial.visits.push(...MORE_VISITS);
    trial.visitMapping = { outOfWindow: 'left-out', unscheduled: 'nearest-to-target' };
    trial.assumptions['visitMapping'] = 'for these tests';
    const { sentinel } = trial.stopping;
    delete trial.stopping.sentinel;
    change(trial);
    if (trial.id === 'APART' && sentinel) trial.stopping.sentinel = sentinel;
    // Of whoever is never treated the others ask no form.
    if (trial.id === 'PLANS') trial.ifNeverTreated.assessments = ['vital-signs', 'pain'];
    writeFileSync(join(folder, `${trial.id.toLowerCase()}.v${trial.version}.yaml`), stringify(trial));
  };
  write(PUBLISHED, () => undefined);
  const amendedAtOneSite = (trial: TrialFileData): void => {
    trial.version = 2;
    for (const site of trial.sites)
      site.activeFrom = site.code === 'UMCU' ? '2025-06-01T00:00:00+02:00' : '2030-01-01T00:00:00+01:00';
    for (const visit of trial.visits) {
      if (visit['code'] === 'W04') visit['window'] = days(1, 1);
      if (visit['code'] === 'W06') Object.assign(visit, { name: 'Week 6', offset: { days: 42 }, window: days(3, 3) });
    }
  };
  write(PUBLISHED.replaceAll('W08', 'W06'), amendedAtOneSite);
  write(PUBLISHED, (trial) => {
    trial.id = 'BYSITE';
  });
  write(PUBLISHED.replaceAll('W08', 'W06'), (trial) => {
    trial.id = 'BYSITE';
    amendedAtOneSite(trial);
    trial.amendment = { reconsent: 'not-required', summary: 'week 6 instead of week 8' };
    trial.assumptions['amendment'] = 'for these tests';
  });
  write(PUBLISHED, (trial) => {
    trial.id = 'APART';
  });
  const doubled = (id: string, reconsent: string, activeFrom: string): void => {
    for (const version of [1, 2])
      write(PUBLISHED, (trial) => {
        Object.assign(trial, { id, version });
        trial.stopping.sentinel = { participants: 3, daysApart: 14 * version };
        if (version === 1) return;
        trial.amendment = { reconsent, summary: 'further apart' };
        trial.assumptions['amendment'] = 'for these tests';
        for (const site of trial.sites) site.activeFrom = activeFrom;
      });
  };
  doubled('FURTHER', 'required', '2025-03-10T00:00:00+01:00');
  doubled('WIDENED', 'not-required', '2025-04-01T00:00:00+02:00');
  write(PUBLISHED, (trial) => {
    trial.id = 'COUNTED';
    const call = { code: 'R5', name: 'Call', phase: 'follow-up', countedFrom: 'randomisation', offset: { days: 5 } };
    trial.visits.push({ ...call, window: days(2, 2) });
  });
  for (const masked of [true, false])
    write(PUBLISHED, (trial) => {
      trial.id = masked ? 'MASKED' : 'OPEN';
      trial.masking = masked ? trial.masking : { masked, parties: [] };
      if (!masked) trial.roles.blinded = [];
      const call = () => ({ phase: 'follow-up', window: days(1, 1) });
      trial.visits.push({ ...call(), code: 'X', name: 'Call of one arm', offset: { days: 68 }, arms: ['msc'] });
      trial.visits.push({ ...call(), code: 'Y', name: 'Call of the other', offset: { days: 73 }, arms: ['placebo'] });
      trial.visits.push({
        ...call(),
        code: 'D7',
        name: 'Second treatment',
        phase: 'treatment',
        offset: { days: 7 },
        arms: ['msc'],
      });
    });
  return folder;
}
