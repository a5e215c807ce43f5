import type { Finding } from './invalid-trial-file.js';
import type { TrialFile, VisitRule } from './trial-configuration.js';

/** What is wrong with the visits of a trial: units, windows that share a day, and the two visits that end something. */
export function visitFindings(trial: TrialFile): readonly Finding[] {
  return [
    ...trial.visits.filter(mixesUnits).map(({ code }) => ({
      field: `visits.${code}.window.unit`,
      rule: 'a visit planned in hours has its window in hours, one planned in days in days',
    })),
    ...overlaps(trial.visits),
    ...oneOf(trial.visits, 'primary', trial.outcomes.primaryCutOffDay, 'outcomes.primaryCutOffDay'),
    ...oneOf(trial.visits, 'last', trial.outcomes.finalDay, 'outcomes.finalDay'),
    ...afterTheLast(trial.visits),
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

function overlaps(visits: readonly VisitRule[]): readonly Finding[] {
  const inOrder = visits
    .filter(({ phase }) => phase !== 'before-treatment')
    .map((visit) => ({ code: visit.code, ...daysOf(visit) }))
    .sort((a, b) => a.first - b.first);
  return inOrder.flatMap((visit, index) => {
    const earlier = inOrder.slice(0, index).find(({ last }) => last >= visit.first);
    return earlier
      ? [
          {
            field: `visits.${visit.code}.window`,
            rule: `overlaps the window of ${earlier.code}: no visit may fall in two`,
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
  return 'days' in only.offset && only.offset.days === day
    ? []
    : [{ field, rule: `must be the target day of the ${mark} visit, ${only.code}` }];
}

function afterTheLast(visits: readonly VisitRule[]): readonly Finding[] {
  const end = visits.find(({ last }) => last);
  return visits
    .filter((visit) => end !== undefined && daysOf(visit).last > daysOf(end).last)
    .map(({ code }) => ({ field: `visits.${code}`, rule: 'comes after the visit that is marked last' }));
}
