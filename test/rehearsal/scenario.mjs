import { Temporal } from 'temporal-polyfill';

/** When trial time begins: whatever the trial is, its sites work by it by then. */
export const BEGINNING = '2025-01-06T07:00:00Z';

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

/** The scripted mishaps, by participant. A visit is its place in the participant's own follow-up, from 0. */
const FATES = {
  1: { sameRequestTwice: true },
  2: { missesVisit: { visit: 2 } },
  3: { comesLate: { visit: 3, days: 10 } },
  4: { dies: { on: '2025-03-28', reportedAt: '2025-03-29T20:00', receivedAt: '2025-03-29T23:30' } },
  5: { withdraws: { visit: 3 } },
  6: { isLost: { visit: 4 } },
  7: { seriousReaction: { visit: 1, answered: false } },
  8: { seriousReaction: { visit: 2, answered: true } },
  9: { sponsorIsLate: { visit: 1 } },
};

/**
 * A fate with its visits by code, once the plan of the participant is known. Where a follow-up is too short for it, the
 * visit before the last is meant.
 */
export const fateIn = (fate, followUpCodes) =>
  Object.fromEntries(
    Object.entries(fate).map(([name, what]) => [
      name,
      what.visit === undefined ? what : { ...what, visit: codeAt(what.visit, followUpCodes) },
    ]),
  );

/** The code of the visit at a place in a follow-up, but never of the last. */
export const codeAt = (place, followUpCodes) => followUpCodes[Math.min(place, followUpCodes.length - 2)];

/** People who never get in: one fails screening at each of two sites, each by a criterion of the trial. */
export const screenFailures = (sites, [first, second]) => [
  { number: 101, site: sites[0], screenedOn: '2025-01-08', fails: first },
  { number: 102, site: sites[1 % sites.length], screenedOn: '2025-02-12', fails: second },
];

/** What happens to the machines, by trial day of the first participant. */
export const machineTrouble = {
  killWhileResultsArrive: { participant: 2, visit: 1 },
  flushRedisBefore: '2025-02-20T00:30',
  restartNatsOn: '2025-03-12T12:00',
  deliverAgainOn: ['2025-03-20T12:00', '2025-06-02T12:00'],
};
