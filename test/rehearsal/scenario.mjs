import { Temporal } from 'temporal-polyfill';

/** The day the first participant is treated. */
const FIRST_TREATMENT = '2025-01-13';

/**
 * Who takes part and what befalls them: the same for every seed, so that each mishap of the list is certain to happen.
 * The first three are treated 14 days apart (sentinel dosing); then a group every week, spread over the sites.
 */
export function cast(participants, sites) {
  const people = [];
  for (let number = 1; number <= participants; number += 1) {
    const group = number <= 3 ? number - 1 : 3 + Math.floor((number - 4) / sites.length);
    const week = number <= 3 ? (number - 1) * 2 : 6 + Math.floor((number - 4) / sites.length);
    people.push({
      number,
      group,
      site: sites[(number - 1) % sites.length],
      account: `participant-${String(number).padStart(2, '0')}`,
      treatedOn: Temporal.PlainDate.from(FIRST_TREATMENT).add({ weeks: week }),
      fate: FATES[number] ?? {},
    });
  }
  return people;
}

/** The scripted mishaps, by participant. Visits are named by the codes of the trial. */
const FATES = {
  1: { sameRequestTwice: true },
  2: { missesVisit: 'W04' },
  3: { comesLate: { visit: 'W08', days: 10 } },
  4: { dies: { on: '2025-03-28', reportedAt: '2025-03-29T20:00', receivedAt: '2025-03-29T23:30' } },
  5: { withdraws: { after: 'W08' } },
  6: { isLost: { after: 'W12' } },
  7: { seriousReaction: { visit: 'W02', answered: false } },
  8: { seriousReaction: { visit: 'W04', answered: true } },
  9: { sponsorIsLate: { visit: 'W02' } },
};

/** People who never get in: one fails screening at each of two sites. */
export const screenFailures = (sites) => [
  { number: 101, site: sites[0], screenedOn: '2025-01-08', fails: 'EXC1' },
  { number: 102, site: sites[1 % sites.length], screenedOn: '2025-02-12', fails: 'INC3' },
];

/** What happens to the machines, by trial day of the first participant. */
export const machineTrouble = {
  killWhileResultsArrive: { participant: 2, visit: 'W02' },
  flushRedisBefore: '2025-02-20T00:30',
  restartNatsOn: '2025-03-12T12:00',
  deliverAgainOn: ['2025-03-20T12:00', '2025-06-02T12:00'],
};
