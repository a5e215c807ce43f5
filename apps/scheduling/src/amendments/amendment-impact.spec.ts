import { compareInstants, instant, isBefore, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import type { PlannedVisit } from '../domain/visit-plan.js';
import { windowOf } from '../domain/visit-window.js';
import { missVisit, planVisit, recordVisit, rescheduleVisit, type Visit } from '../domain/visit.js';
import { planOfParticipant } from '../visit-plans/plan-of-participant.js';
import { impactOf, type VisitWithBells } from './amendment-impact.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
const consentedAt = anchorAt.subtract({ hours: 24 });
const somebody = {
  ...{ consentedAt, randomisedAt: anchorAt, anchorAt, treatmentRuledOutAt: null, treatmentDecision: 0 },
  ...{ arm: null, zone, endedAs: null, endedAt: null },
};
type Trial = Parameters<typeof planOfParticipant>[0];

const aVisit = fc.record({ day: fc.integer({ min: 1, max: 120 }), before: fc.nat(5), after: fc.nat(5) });
/** Visits of a trial by code: a second version keeps some, changes some, drops some and adds some. */
const visitsOfTrial = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'), aVisit, { minKeys: 1 });
const trialOf = (visits: Record<string, { day: number; before: number; after: number }>): Trial => ({
  anchor: { event: 'first-injection', ifNeverTreated: 'randomisation' },
  masking: { masked: true, parties: ['participant'] },
  visits: Object.entries(visits).map(([code, { day, before, after }]) => ({
    code,
    name: code,
    phase: 'follow-up' as const,
    offset: { days: day },
    window: { before, after, unit: 'days' as const },
    untilFollowUpEnds: false,
    primary: false,
    last: false,
  })),
});

/** What somebody has lived through on a day: visits whose window opened are done, missed or still planned. */
function livedUntil(trial: Trial, now: Instant, choices: readonly number[]): VisitWithBells[] {
  return planOfParticipant(trial, somebody, [], null).map((planned, index) => {
    const visit = planVisit(`visit-${planned.visitCode}`, 'somebody', planned);
    const rung = { opens: !isBefore(now, visit.opensAt), closes: !isBefore(now, visit.closesAt) };
    return { visit: settled(visit, now, rung.opens ? (choices[index] ?? 0) : 3 + (choices[index] ?? 0)), rung };
  });
}

function settled(visit: Visit, now: Instant, choice: number): Visit {
  if (choice === 1) return recordVisit(visit, now, { consentedAt, anchorAt, now });
  if (choice === 2) return missVisit(visit, 'ill', now);
  return choice === 4 ? rescheduleVisit(visit, visit.targetAt, now) : visit;
}

const inWords = ({ visitCode, opensAt, closesAt, targetAt }: PlannedVisit): string =>
  [visitCode, targetAt, opensAt, closesAt].map(String).join(' ');

/** A second way to the outcome, visit by visit from the new rules alone. */
function expectedChanges(amended: Trial, visits: readonly VisitWithBells[], now: Instant): string[] {
  const windows = new Map(amended.visits.map((rule) => [rule.code, windowOf(rule, anchorAt, zone)]));
  const old = visits.flatMap(({ visit }) => {
    const window = windows.get(visit.visitCode);
    if (visit.state !== 'planned') return [];
    if (!window) return [`${visit.visitCode} disappears`];
    const same = ([['targetAt'], ['opensAt'], ['closesAt']] as const).every(([at]) => visit[at].equals(window[at]));
    const isOverTooSoon = compareInstants(visit.closesAt, now) <= 0 && compareInstants(window.closesAt, now) > 0;
    if (isOverTooSoon) return [`${visit.visitCode} disappears`, `${visit.visitCode} appears`];
    return same ? [] : [`${visit.visitCode} moves to ${inWords({ ...visit, ...window })}`];
  });
  const known = new Set(visits.map(({ visit }) => visit.visitCode));
  const fresh = [...windows].flatMap(([code, window]) =>
    known.has(code) || compareInstants(window.closesAt, now) <= 0 ? [] : [`${code} appears`],
  );
  return [...old, ...fresh].sort();
}

describe('the impact of an amendment', () => {
  it('is what the new rules say, visit by visit, for a thousand generated amendments', () => {
    const day = fc.integer({ min: 0, max: 130 });
    const choices = fc.array(fc.nat(2), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(visitsOfTrial, visitsOfTrial, day, choices, (before, after, days, lived) => {
        const now = anchorAt.add({ hours: 24 * days });
        const visits = livedUntil(trialOf(before), now, lived);
        const impacts = impactOf(trialOf(after), somebody, visits, null, now);
        const told = impacts.map(({ visitCode, change, after: to }) =>
          change === 'moves' && to ? `${visitCode} moves to ${inWords(to)}` : `${visitCode} ${change}`,
        );
        expect([...told].sort()).toEqual(expectedChanges(trialOf(after), visits, now));
        for (const { before: from, fallsOutOfWindow, after: to, visitId } of impacts) {
          const appointment = visits.find(({ visit }) => visit.id === visitId)?.visit.plannedFor;
          const outside =
            from !== null &&
            to !== null &&
            (compareInstants(to.closesAt, now) <= 0 ||
              (appointment !== undefined &&
                appointment !== null &&
                (isBefore(appointment, to.opensAt) || compareInstants(appointment, to.closesAt) >= 0)));
          expect(fallsOutOfWindow).toBe(outside);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells the bells that change: an opening that is still to come, a closing once the window opened', () => {
    const before = trialOf({ A: { day: 10, before: 2, after: 2 }, B: { day: 40, before: 2, after: 2 } });
    const after = trialOf({ A: { day: 11, before: 2, after: 2 }, B: { day: 41, before: 2, after: 2 } });
    const now = anchorAt.add({ hours: 24 * 9 });
    const bells = impactOf(after, somebody, livedUntil(before, now, []), null, now).map(
      ({ visitCode, bellsBefore, bellsAfter }) =>
        [visitCode, bellsBefore.opens, bellsAfter.opens, bellsBefore.closes, bellsAfter.closes].map(String).join(' '),
    );
    expect(bells).toEqual([
      'A null null 2026-03-15T23:00:00Z 2026-03-16T23:00:00Z',
      'B 2026-04-09T22:00:00Z 2026-04-10T22:00:00Z null null',
    ]);
  });
});
