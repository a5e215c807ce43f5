import { unless, type Finding } from './invalid-trial-file.js';
import type { TrialFile, VisitRule } from './trial-configuration.js';

/**
 * The file with every cycle written out: a visit that repeats becomes `CODE-1`, `CODE-2` …, and wherever its code stood
 * in the assessment matrix, among the visits with a dose or those of somebody never treated stand all of them. Everything after loading knows plain visits only.
 */
export function writtenOut(trial: TrialFile): TrialFile {
  const named = (codes: readonly string[]): string[] =>
    codes.flatMap((code) => {
      const rounds = trial.visits.filter((visit) => visit.code === code).flatMap(roundsOf);
      return rounds.length > 0 ? rounds.map((round) => round.code) : [code];
    });
  return {
    ...trial,
    visits: trial.visits.flatMap(roundsOf),
    assessments: trial.assessments.map((row) => ({
      ...row,
      required: named(row.required),
      optional: named(row.optional),
    })),
    ...(trial.ifNeverTreated?.visits
      ? { ifNeverTreated: { ...trial.ifNeverTreated, visits: named(trial.ifNeverTreated.visits) } }
      : {}),
    administration:
      trial.administration.kind === 'infusions'
        ? { ...trial.administration, at: named(trial.administration.at) }
        : trial.administration,
  };
}

/** What is wrong with the cycles of a file, before they are written out. */
export const cycleFindings = ({ visits }: TrialFile): readonly Finding[] =>
  visits.flatMap(({ code, offset, repeats }) =>
    unless(
      repeats === undefined || 'hours' in repeats.every === 'hours' in offset,
      `visits.${code}.repeats.every`,
      'a visit planned in hours comes again after hours, one planned in days after days',
    ),
  );

function roundsOf({ repeats, ...visit }: VisitRule): readonly VisitRule[] {
  if (!repeats) return [visit];
  const { every, times } = repeats;
  return Array.from({ length: times }, (_, index) => ({
    ...visit,
    code: `${visit.code}-${index + 1}`,
    name: `${visit.name} (${index + 1} of ${times})`,
    offset: later(visit.offset, lengthOf(every) * index),
    // What is said of a cycle as an end is said of its last round.
    primary: visit.primary && index === times - 1,
    last: visit.last && index === times - 1,
  }));
}

const lengthOf = (every: VisitRule['offset']): number => ('hours' in every ? every.hours : every.days);

const later = (offset: VisitRule['offset'], by: number): VisitRule['offset'] =>
  'hours' in offset ? { hours: offset.hours + by } : { days: offset.days + by };
