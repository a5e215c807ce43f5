import { unless, type Finding } from './invalid-trial-file.js';
import type { TrialFile } from './trial-configuration.js';

/** What must hold between how treatment is given, when time starts, and the visits. */
export function administrationFindings({ administration, anchor, visits }: TrialFile): readonly Finding[] {
  const { dose } = administration;
  return [
    ...unless(
      dose.minimum <= dose.target && dose.target <= dose.maximum,
      'administration.dose',
      'minimum, target and maximum must ascend',
    ),
    ...unless(
      anchor.event !== 'first-injection' || administration.kind === 'injections',
      'anchor.event',
      'a trial without injections has no first injection',
    ),
    ...(administration.kind === 'infusions' ? visitFindings(administration.at, visits) : []),
  ];
}

function visitFindings(at: readonly string[], visits: TrialFile['visits']): readonly Finding[] {
  const field = 'administration.at';
  const places = at.map((code) => visits.findIndex((visit) => visit.code === code));
  const known = places.filter((place) => place >= 0);
  return [
    ...at.flatMap((code, index) => unless(places[index] !== -1, field, `there is no visit ${code}`)),
    ...unless(
      known.every((place, index) => index === 0 || place >= (known[index - 1] ?? 0)),
      field,
      'visits stand in the order in which they come',
    ),
    ...unless(
      known.every((place) => visits[place]?.phase !== 'before-treatment'),
      field,
      'no dose is due before treatment',
    ),
  ];
}
