import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { treatedAt } from './known-facts.js';
import { analysisVisits, type VisitMapping } from './analysis-visits.js';
import { planVisits } from './visit-plan.js';
import type { VisitRule } from './visit-window.js';
import { cancelVisit, missVisit, planVisit, recordUnscheduledVisit, recordVisit, type Visit } from './visit.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
const week = (n: number, margin: number): VisitRule => ({
  code: `W${n}`,
  offset: { days: 7 * n },
  window: { before: margin, after: margin, unit: 'days' },
});
const now = instant('2027-03-03T09:30:00Z');
const moments = { consentedAt: null, anchorAt, now };
const [w2, w4] = planVisits([week(2, 3), week(4, 3)], treatedAt(anchorAt), zone).map((planned) =>
  planVisit(`visit-${planned.visitCode}`, 'participant', planned),
) as [Visit, Visit];
const missed = missVisit(w2, 'ill', now);
const typed = (at: string) => (at.includes('T') ? instant(at) : at);
const attended = (visit: Visit, at: string) => recordVisit(visit, typed(at), moments);
const unscheduled = (id: string, at: string) => recordUnscheduledVisit(id, 'participant', id, typed(at), zone, moments);

const generous: VisitMapping = { outOfWindow: 'as-labelled', unscheduled: 'nearest-to-target' };
const strict: VisitMapping = { outOfWindow: 'left-out', unscheduled: 'never' };
const inWords = (visits: readonly Visit[], mapping: VisitMapping) =>
  analysisVisits(visits, mapping).map(({ visitCode, rule, attendance, daysFromTarget }) =>
    [visitCode, rule, attendance?.id, daysFromTarget].filter((word) => word !== null && word !== undefined).join(' '),
  );

describe('what stands for a visit in an analysis', () => {
  it('is its own attendance inside its window, whatever the rule', () => {
    const visits = [attended(w2, '2026-03-18T09:00:00Z'), w4];
    for (const mapping of [generous, strict])
      expect(inWords(visits, mapping)).toEqual(['W2 in-window visit-W2 1', 'W4 nothing']);
  });

  it('is asked once of a visit that was set aside and planned anew', () => {
    const setAside = cancelVisit(w2, 'follow-up-ended');
    const anew = { ...attended(w2, '2026-03-18T09:00:00Z'), id: 'visit-W2-anew' };
    expect(inWords([setAside, anew, w4], generous)).toEqual(['W2 in-window visit-W2-anew 1', 'W4 nothing']);
    expect(inWords([setAside, { ...setAside, id: 'visit-W2-later' }, w4], generous)).toEqual([
      'W2 nothing',
      'W4 nothing',
    ]);
  });

  it('is an attendance outside its window only where the trial says so', () => {
    const visits = [attended(w2, '2026-03-21T09:00:00Z'), w4];
    expect(inWords(visits, generous)).toEqual(['W2 as-labelled visit-W2 4', 'W4 nothing']);
    expect(inWords(visits, strict)).toEqual(['W2 nothing', 'W4 nothing']);
  });

  it('is for a missed visit the unscheduled attendance in its window that is nearest to the target', () => {
    const came = [unscheduled('b', '2026-03-19T09:00:00Z'), unscheduled('a', '2026-03-16T09:00:00Z')];
    expect(inWords([missed, w4, ...came], generous)).toEqual(['W2 nearest-unscheduled a -1', 'W4 nothing']);
    expect(inWords([missed, w4, ...came], strict)).toEqual(['W2 nothing', 'W4 nothing']);
  });

  it('is the earlier of two that are as near, and the lower id of two at one moment', () => {
    const before = unscheduled('z', '2026-03-16T09:00:00Z');
    const after = unscheduled('a', '2026-03-18T09:00:00Z');
    expect(inWords([missed, after, before], generous)).toEqual(['W2 nearest-unscheduled z -1']);
    const twin = unscheduled('y', '2026-03-16T09:00:00Z');
    expect(inWords([missed, before, twin], generous)).toEqual(['W2 nearest-unscheduled y -1']);
  });

  it('is never an attendance outside the window, nor one of a visit that has its own', () => {
    expect(inWords([missed, unscheduled('u', '2026-03-21T09:00:00Z')], generous)).toEqual(['W2 nothing']);
    const visits = [attended(w2, '2026-03-18T09:00:00Z'), unscheduled('u', '2026-03-17T09:00:00Z')];
    expect(inWords(visits, generous)).toEqual(['W2 in-window visit-W2 1']);
  });

  it('is taken on a known day like at a moment', () => {
    expect(inWords([attended(w2, '2026-03-18'), w4], strict)).toEqual(['W2 in-window visit-W2 1', 'W4 nothing']);
    const came = [unscheduled('b', '2026-03-19'), unscheduled('a', '2026-03-16T09:00:00Z')];
    expect(inWords([missed, w4, ...came], generous)).toEqual(['W2 nearest-unscheduled a -1', 'W4 nothing']);
    expect(inWords([missed, w4, unscheduled('u', '2026-03-19')], generous)[0]).toBe('W2 nearest-unscheduled u 2');
  });

  it('is unmapped when less than the day is known, and nothing else stands in for it; unscheduled it is no candidate', () => {
    const visits = [attended(w2, '2026-03'), w4, unscheduled('u', '2026-03-17T09:00:00Z')];
    for (const mapping of [generous, strict])
      expect(inWords(visits, mapping)).toEqual(['W2 unmapped visit-W2', 'W4 nothing']);
    expect(inWords([missed, w4, unscheduled('u', '2026-03')], generous)).toEqual(['W2 nothing', 'W4 nothing']);
  });

  it('is in a window of hours what certainly lies there; a label carries what may not', () => {
    const hours = { before: 12, after: 24, unit: 'hours' } as const;
    const [planned] = planVisits([{ code: 'H48', offset: { hours: 48 }, window: hours }], treatedAt(anchorAt), zone);
    if (!planned) throw new Error('no visit');
    const h48 = planVisit('visit-H48', 'participant', planned);
    expect(inWords([attended(h48, '2026-03-05')], strict)).toEqual(['H48 in-window visit-H48 0']);
    expect(inWords([attended(h48, '2026-03-04')], strict)).toEqual(['H48 unmapped visit-H48 -1']);
    expect(inWords([attended(h48, '2026-03-04')], generous)).toEqual(['H48 as-labelled visit-H48 -1']);
    const stray = [missVisit(h48, 'ill', now), unscheduled('u', '2026-03-04')];
    expect(inWords(stray, generous)).toEqual(['H48 nothing']);
  });

  it('does not depend on the order of entry, and no attendance stands for two visits', () => {
    const hours = fc.integer({ min: 0, max: 24 * 40 });
    fc.assert(
      fc.property(fc.uniqueArray(hours, { maxLength: 8 }), (offsets) => {
        const came = offsets.map((hour) => unscheduled(`u${hour}`, anchorAt.add({ hours: hour }).toString()));
        const answer = inWords([missed, w4, ...came], generous);
        expect(inWords([missed, w4, ...[...came].reverse()], generous)).toEqual(answer);
        const used = analysisVisits([missed, w4, ...came], generous).flatMap(({ attendance }) => attendance?.id ?? []);
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });
});
