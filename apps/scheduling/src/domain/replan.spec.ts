import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { treatedAt as treated } from './known-facts.js';
import { replanVisits } from './replan.js';
import { planVisits } from './visit-plan.js';
import {
  cancelVisit,
  excludeVisit,
  missVisit,
  planVisit,
  recordUnscheduledVisit,
  recordVisit,
  rescheduleVisit,
  type Visit,
} from './visit.js';
import type { VisitRule } from './visit-window.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const zone = 'Europe/Amsterdam';
const randomisedAt = instant('2026-03-01T09:00:00Z');
const treatedAt = instant('2026-03-04T09:30:00Z');
const week = (n: number, margin: number): VisitRule => ({
  code: `W${String(n).padStart(2, '0')}`,
  offset: { days: 7 * n },
  window: { before: margin, after: margin, unit: 'days' },
});
const rules = [week(2, 3), week(4, 3), week(12, 7)];
const plan = (list: readonly VisitRule[], anchorAt = treatedAt) => planVisits(list, treated(anchorAt), zone);
const visitsOf = (anchorAt = treatedAt) =>
  plan(rules, anchorAt).map((p) => planVisit(`visit-${p.visitCode}`, 'participant', p));
const codes = (visits: readonly { readonly visitCode: string }[]) => visits.map((visit) => visit.visitCode);
const [w02, ...others] = visitsOf();
const withW02 = (change: (visit: Visit) => Visit) => [...(w02 ? [change(w02)] : []), ...others];

describe('planning again', () => {
  it('changes nothing when the plan is the same', () => {
    expect(asText(replanVisits(visitsOf(), plan(rules), treatedAt, 'while-possible'))).toEqual(
      asText({
        kept: visitsOf(),
        moved: [],
        added: [],
        dropped: [],
        renewed: [],
      }),
    );
  });

  it('moves every visit from the provisional anchor to the first injection', () => {
    const { kept, moved } = replanVisits(visitsOf(randomisedAt), plan(rules), treatedAt, 'while-possible');
    expect(kept).toEqual([]);
    expect(moved.map(({ from, to }) => [from.targetOn.toString(), to.targetOn.toString(), to.id])).toEqual([
      ['2026-03-15', '2026-03-18', 'visit-W02'],
      ['2026-03-29', '2026-04-01', 'visit-W04'],
      ['2026-05-24', '2026-05-27', 'visit-W12'],
    ]);
  });

  it('leaves visits that are done or missed where they were', () => {
    const now = instant('2026-03-18T10:00:00Z');
    const amended = plan([week(2, 1), week(4, 3), week(12, 7)]);
    for (const change of [
      (v: Visit) => recordVisit(v, now, { consentedAt: null, anchorAt: treatedAt, now }),
      (v: Visit) => missVisit(v, 'ill', now),
    ]) {
      const { kept, moved } = replanVisits(withW02(change), amended, now, 'while-possible');
      expect(codes(kept)).toEqual(['W02', 'W04', 'W12']);
      expect(moved).toEqual([]);
    }
  });

  it('moves the window of a visit that took place only while that window was provisional', () => {
    const now = instant('2026-03-18T10:00:00Z');
    const done = (visit: Visit) => recordVisit(visit, now, { consentedAt: null, anchorAt: treatedAt, now });
    const amended = plan([week(2, 1), week(4, 3), week(12, 7)]);
    const provisional = withW02((visit) => ({ ...done(visit), provisional: true }));
    const { moved } = replanVisits(provisional, amended, now, 'while-possible');
    expect(moved.map(({ to }) => [to.visitCode, to.state, to.provisional])).toEqual([['W02', 'done', false]]);
    // Nothing drops out that took place.
    const without = replanVisits(provisional, amended.slice(1), now, 'while-possible');
    expect([codes(without.kept), codes(without.dropped)]).toEqual([['W02', 'W04', 'W12'], []]);
  });

  it('moves the windows of what took place when day 0 was wrong, and not for any other reason', () => {
    const now = instant('2026-03-18T10:00:00Z');
    const given = withW02((visit) => ({ ...visit, state: 'done', occurredAt: now }));
    const later = plan(rules, treatedAt.add({ hours: 24 }));
    const movedBecause = (dayZero: 'as-before' | 'corrected') =>
      codes(replanVisits(given, later, now, 'while-possible', dayZero).moved.map(({ to }) => to));
    expect(movedBecause('as-before')).toEqual(['W04', 'W12']);
    expect(movedBecause('corrected')).toEqual(['W02', 'W04', 'W12']);
  });

  it('keeps the appointment of a visit that moves', () => {
    const appointment = instant('2026-03-18T08:00:00Z');
    const visits = withW02((visit) => rescheduleVisit(visit, appointment, treatedAt));
    const { moved } = replanVisits(visits, plan([week(2, 1), ...rules.slice(1)]), treatedAt, 'while-possible');
    expect(moved.map(({ to }) => to.plannedFor?.toString())).toEqual(['2026-03-18T08:00:00Z']);
  });

  it('drops a planned visit the trial no longer has', () => {
    const { kept, dropped } = replanVisits(visitsOf(), plan(rules.slice(1)), treatedAt, 'while-possible');
    expect(codes(dropped)).toEqual(['W02']);
    expect(codes(kept)).toEqual(['W04', 'W12']);
  });

  it.each(['follow-up-ended', 'no-longer-planned', 'planned-anew'])(
    'has a visit again, as a new one, that an earlier plan had set aside: %s',
    (reason) => {
      const visits = withW02((visit) => cancelVisit(visit, reason));
      const { kept, moved, added } = replanVisits(visits, plan(rules), treatedAt, 'while-possible');
      expect([codes(kept), moved, codes(added)]).toEqual([['W02', 'W04', 'W12'], [], ['W02']]);
      const anew = [...visits, ...added.map((planned) => planVisit('anew', 'participant', planned))];
      expect(replanVisits(anew, plan(rules), treatedAt, 'while-possible')).toMatchObject({ added: [], moved: [] });
    },
  );

  it('has no visit again that people or the end of participation set aside', () => {
    for (const setAside of [
      withW02((visit) => cancelVisit(visit, 'withdrawn')),
      withW02((visit) => excludeVisit(visit, 'no-longer-planned')),
    ])
      expect(replanVisits(setAside, plan(rules), treatedAt, 'always').added).toEqual([]);
  });

  describe('a window that closed before it was the right one', () => {
    const wrong = treatedAt.subtract({ hours: 21 * 24 });
    const now = treatedAt.add({ hours: 24 });
    const answers = (visits: readonly Visit[], dayZero: 'as-before' | 'corrected', at = now) => {
      const { renewed, moved, kept } = replanVisits(visits, plan(rules), at, 'always', dayZero);
      return [codes(renewed.map(({ to }) => to)), codes(moved.map(({ to }) => to)), codes(kept)];
    };
    const [first, ...rest] = visitsOf(wrong);
    const visits = first ? [first, ...rest] : rest;

    it('is set aside and planned anew when it lies ahead now; what is still open moves', () => {
      for (const cause of ['corrected', 'as-before'] as const)
        expect(answers(visits, cause)).toEqual([['W02'], ['W04', 'W12'], []]);
    });

    it('moves when it is over all the same, and when somebody settled the visit', () => {
      expect(answers(visits, 'corrected', treatedAt.add({ hours: 24 * 18 }))).toEqual([['W04'], ['W02', 'W12'], []]);
      for (const settle of [missVisit, excludeVisit]) {
        const settled = first ? [settle(first, 'ill', now), ...rest] : rest;
        expect(answers(settled, 'corrected')).toEqual([[], ['W02', 'W04', 'W12'], []]);
      }
    });
  });

  it('adds a new visit only while it can still take place', () => {
    const amended = plan([...rules, week(6, 3)]);
    const closesAt = instant('2026-04-19T00:00+02:00');
    const addedAt = (now: typeof closesAt) => codes(replanVisits(visitsOf(), amended, now, 'while-possible').added);
    expect(addedAt(closesAt.subtract({ milliseconds: 1 }))).toEqual(['W06']);
    expect(addedAt(closesAt)).toEqual([]);
  });

  it('notices a visit that became the primary one without moving', () => {
    const { moved } = replanVisits(
      visitsOf(),
      plan([...rules.slice(0, 2), { ...week(12, 7), primary: true }]),
      treatedAt,
      'while-possible',
    );
    expect(moved.map(({ to }) => [to.visitCode, to.primary])).toEqual([['W12', true]]);
  });

  it('notices a new target inside the old window', () => {
    const w02b: VisitRule = { code: 'W02', offset: { days: 15 }, window: { before: 4, after: 2, unit: 'days' } };
    const { moved } = replanVisits(visitsOf(), plan([w02b, ...rules.slice(1)]), treatedAt, 'while-possible');
    expect(moved.map(({ from, to }) => [from.targetOn.toString(), to.targetOn.toString()])).toEqual([
      ['2026-03-18', '2026-03-19'],
    ]);
  });

  it.each([
    ['opens earlier', { before: 4, after: 3 }],
    ['closes later', { before: 3, after: 4 }],
  ])('moves a visit whose window only %s', (_, margins) => {
    const w02c: VisitRule = { code: 'W02', offset: { days: 14 }, window: { ...margins, unit: 'days' } };
    expect(
      codes(
        replanVisits(visitsOf(), plan([w02c, ...rules.slice(1)]), treatedAt, 'while-possible').moved.map(
          ({ to }) => to,
        ),
      ),
    ).toEqual(['W02']);
  });

  it('never touches an unscheduled visit and never takes it for a planned one', () => {
    const now = instant('2026-04-01T10:00:00Z');
    const unscheduled = recordUnscheduledVisit('visit-x', 'participant', 'W02', now, zone, { consentedAt: null, now });
    const { kept, added } = replanVisits([unscheduled], plan(rules), treatedAt, 'while-possible');
    expect(asText(kept)).toEqual(asText([unscheduled]));
    expect(codes(added)).toEqual(['W02', 'W04', 'W12']);
  });

  it('accounts for every visit exactly once', () => {
    const someRules = fc.subarray(rules);
    fc.assert(
      fc.property(someRules, fc.subarray([...rules, week(6, 3)], { minLength: 1 }), (old, next) => {
        const visits =
          old.length === 0 ? [] : plan(old, randomisedAt).map((p) => planVisit(p.visitCode, 'participant', p));
        const { kept, moved, dropped, added } = replanVisits(visits, plan(next), treatedAt, 'while-possible');
        expect([...codes(kept), ...codes(moved.map(({ to }) => to)), ...codes(dropped)].sort()).toEqual(
          codes(visits).sort(),
        );
        expect([...codes(kept), ...codes(moved.map(({ to }) => to)), ...codes(added)].sort()).toEqual(
          next.map((rule) => rule.code).sort(),
        );
      }),
    );
  });
});
