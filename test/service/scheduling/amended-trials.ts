import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { MORE_VISITS } from './trial-files.js';
import { InvalidTrialFile, readTrial } from '@trial/trial-configuration';

interface VisitData {
  code: string;
  name: string;
  phase: string;
  countedFrom?: { visit: string };
  offset: { days?: number; hours?: number };
  window: { before: number; after: number; unit: string };
  repeats?: { every: object; times: number };
  primary?: boolean;
  last?: boolean;
}

interface TrialData {
  id: string;
  version: number;
  amendment?: { reconsent: string; summary: string };
  sites: { code: string; activeFrom: string }[];
  visits: VisitData[];
  assessments: { instrument?: string; answeredBy?: string; required: string[]; optional?: string[] }[];
  reminders?: { rules: { moment: string; by?: { days?: number } }[] };
  assumptions: Record<string, string>;
}

/** One change of the visits; a generated amendment is several of them. */
type Change =
  | { readonly kind: 'moved'; readonly at: number; readonly by: number }
  | { readonly kind: 'window'; readonly at: number; readonly before: number; readonly after: number }
  | { readonly kind: 'gone'; readonly at: number }
  | { readonly kind: 'new'; readonly day: number; readonly margin: number }
  | { readonly kind: 'form'; readonly at: number; readonly row: number }
  | { readonly kind: 'reminder'; readonly days: number }
  | { readonly kind: 'repeats'; readonly times: number }
  | { readonly kind: 'counted'; readonly at: number; readonly from: number };

const at = fc.nat(8);
const aChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('moved' as const), at, by: fc.integer({ min: -4, max: 4 }) }),
  fc.record({ kind: fc.constant('window' as const), at, before: fc.nat(10), after: fc.nat(10) }),
  fc.record({ kind: fc.constant('gone' as const), at }),
  fc.record({ kind: fc.constant('new' as const), day: fc.integer({ min: 4, max: 300 }), margin: fc.nat(3) }),
  fc.record({ kind: fc.constant('form' as const), at, row: fc.nat(9) }),
  fc.record({ kind: fc.constant('reminder' as const), days: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('repeats' as const), times: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('counted' as const), at, from: at }),
);

const EVERYTHING: readonly Change[] = [
  { kind: 'gone', at: 3 },
  { kind: 'new', day: 40, margin: 1 },
  { kind: 'moved', at: 4, by: 2 },
];

export interface AmendedTrial {
  readonly id: string;
  /** The text of the second version. */
  readonly file: string;
  readonly reconsent: 'required' | 'not-required';
}

/**
 * A folder of so many trials, each the published one and a second version with generated changes of its follow-up
 * visits. Where the second version asks for no new consent, all sites work by it from `effectiveAt`.
 */
export function amendedTrials(
  howMany: number,
  seed: number,
  effectiveAt: string,
): { folder: string; trials: AmendedTrial[] } {
  const folder = mkdtempSync(join(tmpdir(), 'amended-'));
  const published = readFileSync(new URL('../../../deploy/trials/manus.v1.yaml', import.meta.url), 'utf8');
  const trials: AmendedTrial[] = [];
  const candidates = fc.sample(fc.array(aChange, { minLength: 1, maxLength: 5 }), { seed, numRuns: howMany * 20 });
  for (const changes of candidates) {
    if (trials.length === howMany) break;
    const id = `A${trials.length + 1}`;
    const reconsent = trials.length % 3 === 0 ? 'not-required' : 'required';
    // One of each kind of version has everything that can happen to a visit, whatever chance brings.
    const all = trials.length < 2 ? [...EVERYTHING, ...changes] : changes;
    const file = amendedFile(published, id, reconsent, effectiveAt, all);
    if (file === undefined) continue;
    writeFileSync(
      join(folder, `${id.toLowerCase()}.v1.yaml`),
      versionOf(published, id, () => undefined),
    );
    writeFileSync(join(folder, `${id.toLowerCase()}.v2.yaml`), file);
    trials.push({ id, file, reconsent });
  }
  return { folder, trials };
}

function versionOf(published: string, id: string, change: (trial: TrialData) => void): string {
  const trial = parse(published) as TrialData;
  trial.id = id;
  trial.visits.push(...(structuredClone(MORE_VISITS) as VisitData[]));
  change(trial);
  return stringify(trial);
}

/** The second version; nothing when the changes make no valid trial. */
function amendedFile(
  published: string,
  id: string,
  reconsent: AmendedTrial['reconsent'],
  effectiveAt: string,
  changes: readonly Change[],
): string | undefined {
  const file = versionOf(published, id, (trial) => {
    trial.version = 2;
    trial.amendment = { reconsent, summary: 'changes of the schedule' };
    trial.assumptions['amendment'] = 'generated';
    for (const site of trial.sites)
      site.activeFrom = reconsent === 'required' ? '2025-03-01T00:00:00+01:00' : effectiveAt;
    changes.forEach((change, index) => apply(trial, change, index));
  });
  try {
    readTrial(file, `${id.toLowerCase()}.v2.yaml`);
    return file;
  } catch (error) {
    if (error instanceof InvalidTrialFile) return undefined;
    throw error;
  }
}

function apply(trial: TrialData, change: Change, index: number): void {
  if (change.kind === 'new') {
    const window = { before: change.margin, after: change.margin, unit: 'days' };
    trial.visits.push({ code: `N${index}`, name: 'New', phase: 'follow-up', offset: { days: change.day }, window });
    return;
  }
  if (change.kind === 'reminder') {
    for (const rule of trial.reminders?.rules ?? [])
      if (rule.moment === 'before-opening') rule.by = { days: change.days };
    return;
  }
  if (change.kind === 'repeats') {
    for (const { repeats } of trial.visits) if (repeats) repeats.times = change.times;
    return;
  }
  const followUp = trial.visits.filter(({ phase }) => phase === 'follow-up');
  const visit = followUp[change.at % followUp.length];
  if (!visit) return;
  if (change.kind === 'counted') {
    const from = followUp[change.from % followUp.length];
    if (!from || from.offset.days === undefined || visit.offset.days === undefined) return;
    visit.countedFrom = { visit: from.code };
    visit.offset.days = Math.max(1, visit.offset.days - from.offset.days);
  } else if (change.kind === 'form') toggle(trial, visit.code, change.row);
  else if (change.kind === 'gone') {
    trial.visits = trial.visits.filter(({ code }) => code !== visit.code);
    for (const row of trial.assessments) {
      row.required = row.required.filter((code) => code !== visit.code);
      if (row.optional) row.optional = row.optional.filter((code) => code !== visit.code);
    }
  } else if (change.kind === 'window') Object.assign(visit.window, { before: change.before, after: change.after });
  else if (visit.offset.days !== undefined) visit.offset.days += change.by;
  else visit.offset.hours = (visit.offset.hours ?? 0) + change.by;
}

/** A form of the participant comes to a visit, or goes from it. */
function toggle(trial: TrialData, visitCode: string, row: number): void {
  const forms = trial.assessments.filter(
    ({ instrument, answeredBy }) => instrument !== undefined && answeredBy === 'participant',
  );
  const form = forms[row % forms.length];
  if (!form) return;
  const isThere = form.required.includes(visitCode);
  if (isThere) form.required = form.required.filter((code) => code !== visitCode);
  else {
    form.required.push(visitCode);
    if (form.optional) form.optional = form.optional.filter((code) => code !== visitCode);
  }
}
