import { unless, type Finding } from './invalid-trial-file.js';
import type { TrialFile, VisitRule } from './trial-configuration.js';
import { mayOverlap } from './whose-visit.js';

/** What is wrong with the visits of a trial: references, units, windows that share a day, and what ends something. */
export function visitFindings(trial: TrialFile): readonly Finding[] {
  return [
    ...trial.visits.flatMap((visit) => referenceFindings(visit, trial)),
    ...trial.visits.filter(mixesUnits).map(({ code }) => ({
      field: `visits.${code}.window.unit`,
      rule: 'a visit planned in hours has its window in hours, one planned in days in days',
    })),
    ...overlaps(trial),
    ...oneOf(trial.visits, 'primary', trial.outcomes.primaryCutOffDay, 'outcomes.primaryCutOffDay'),
    ...oneOf(trial.visits, 'last', trial.outcomes.finalDay, 'outcomes.finalDay'),
    ...afterTheLast(trial.visits),
  ];
}

function referenceFindings(
  { code, countedFrom, arms = [], ...visit }: VisitRule,
  trial: TrialFile,
): readonly Finding[] {
  const field = `visits.${code}`;
  const unknownArms = arms.filter((arm) => trial.arms.every((known) => known.code !== arm));
  return [
    ...unknownArms.map((arm) => ({ field: `${field}.arms`, rule: `there is no arm ${arm}` })),
    ...unless(new Set(arms).size === arms.length, `${field}.arms`, 'names an arm twice'),
    ...unless(
      arms.length === 0 || (!visit.primary && !visit.last),
      `${field}.arms`,
      'the primary and the last visit are those of every arm',
    ),
    ...unless(
      visit.phase !== 'early-termination' || countedFrom === undefined,
      `${field}.countedFrom`,
      'a visit of early termination counts from the end of participation',
    ),
    ...(typeof countedFrom === 'object' ? precedingFindings(code, countedFrom.visit, trial) : []),
  ];
}

/** A visit may count from one above it in the file: so nothing counts from itself, not even by way of others. */
function precedingFindings(code: string, from: string, { visits }: TrialFile): readonly Finding[] {
  const place = (wanted: string): number => visits.findIndex((visit) => visit.code === wanted);
  const field = `visits.${code}.countedFrom.visit`;
  if (place(from) < 0) return [{ field, rule: `there is no visit ${from}` }];
  return [
    ...unless(place(from) < place(code), field, `${from} must stand before ${code}`),
    ...unless(
      visits[place(from)]?.phase !== 'early-termination',
      field,
      'nothing counts from a visit of early termination',
    ),
  ];
}

const mixesUnits = ({ offset, window }: VisitRule): boolean => 'hours' in offset !== (window.unit === 'hours');

/**
 * The first and the last civil day, counted from the anchor's, that a window can touch. Elapsed hours start at any
 * time of day and may meet a day of 23 or 25 hours, so they are given the widest reach they can have.
 */
function daysOf({ offset, window }: VisitRule): { first: number; last: number } {
  if ('days' in offset) return { first: offset.days - window.before, last: offset.days + window.after };
  return {
    first: Math.ceil((offset.hours - window.before) / 24) - 1,
    last: Math.floor((offset.hours + window.after) / 24) + 1,
  };
}

/** Only visits counted from the same moment can be compared; what moves with another visit overlaps by chance. */
function overlaps(trial: TrialFile): readonly Finding[] {
  const inOrder = trial.visits
    .filter(({ phase, countedFrom }) => phase !== 'before-treatment' && phase !== 'early-termination' && !countedFrom)
    .map((visit) => ({ visit, ...daysOf(visit) }))
    .sort((a, b) => a.first - b.first);
  return inOrder.flatMap(({ visit, first }, index) => {
    const earlier = inOrder
      .slice(0, index)
      .find((other) => other.last >= first && !mayOverlap(other.visit, visit, trial.masking.masked));
    return earlier
      ? [
          {
            field: `visits.${visit.code}.window`,
            rule: `overlaps the window of ${earlier.visit.code}: no visit may fall in two`,
          },
        ]
      : [];
  });
}

function oneOf(visits: readonly VisitRule[], mark: 'primary' | 'last', day: number, field: string): readonly Finding[] {
  const marked = visits.filter((visit) => visit[mark]);
  const [only] = marked;
  if (marked.length !== 1 || only === undefined)
    return [{ field: 'visits', rule: `exactly one visit is marked ${mark}` }];
  return 'days' in only.offset && only.offset.days === day && only.countedFrom === undefined
    ? []
    : [{ field, rule: `must be the target day of the ${mark} visit, ${only.code}` }];
}

function afterTheLast(visits: readonly VisitRule[]): readonly Finding[] {
  const end = visits.find(({ last }) => last);
  return visits
    .filter(({ phase, countedFrom }) => phase !== 'early-termination' && !countedFrom)
    .filter((visit) => end !== undefined && daysOf(visit).last > daysOf(end).last)
    .map(({ code }) => ({ field: `visits.${code}`, rule: 'comes after the visit that is marked last' }));
}
