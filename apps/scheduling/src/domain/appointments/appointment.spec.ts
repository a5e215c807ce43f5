import { instant } from '@trial/kernel';
import { treatedAt } from '../known-facts.js';
import { planVisits } from '../visit-plan.js';
import { cancelVisit, missVisit, planVisit, recordVisit, type Visit } from '../visit.js';
import { hasNoOpenDay, makeAppointment, previewMove, withdrawAppointment } from './appointment.js';
import { calendarPlaceOf, isCancelled } from './calendar-entry.js';
import type { Clinic } from './clinic.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');
const now = instant('2026-03-05T12:00:00Z');
const moments = { consentedAt: null, anchorAt, now };
const days = (code: string, offset: number) =>
  ({ code, offset: { days: offset }, window: { before: 3, after: 3, unit: 'days' } }) as const;
const hours = { code: 'H48', offset: { hours: 48 }, window: { before: 12, after: 24, unit: 'hours' } } as const;
const visits = planVisits([hours, days('W02', 14), days('W04', 28), days('W06', 42)], treatedAt(anchorAt), zone).map(
  (planned) => planVisit(planned.visitCode, 'participant', planned),
);
const visit = (code: string, plannedFor?: string): Visit => {
  const found = visits.find(({ visitCode }) => visitCode === code);
  if (!found) throw new Error(`no ${code}`);
  return plannedFor === undefined ? found : { ...found, plannedFor: instant(plannedFor) };
};
const codeOf = (attempt: () => unknown): unknown => {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('an appointment', () => {
  it.each([
    ['on the first instant of the window', '2026-03-14T00:00+01:00', false, undefined],
    ['before the window', '2026-03-13T23:59+01:00', false, 'appointment-outside-window'],
    ['after the window', '2026-03-21T00:00+01:00', false, 'appointment-outside-window'],
    ['after the window, and meant so', '2026-03-21T00:00+01:00', true, undefined],
    ['inside, though outside was said', '2026-03-17T10:00+01:00', true, undefined],
    ['in the past, whatever was said', '2026-03-05T11:59Z', true, 'appointment-in-past'],
  ])('%s', (_, at, outside, refusal) => {
    expect(codeOf(() => makeAppointment(visit('W02'), instant(at), now, outside))).toBe(refusal);
  });

  it('moves neither target nor window, and is taken back without a trace on the visit', () => {
    const made = makeAppointment(visit('W02'), instant('2026-03-21T10:00+01:00'), now, true);
    expect(JSON.stringify({ ...made, plannedFor: null })).toBe(JSON.stringify(visit('W02')));
    expect(JSON.stringify(withdrawAppointment(made))).toBe(JSON.stringify(visit('W02')));
  });

  it('cannot be taken back where there is none, or where the visit is settled', () => {
    expect(codeOf(() => withdrawAppointment(visit('W02')))).toBe('appointment-not-made');
    const cancelled = cancelVisit(visit('W02', '2026-03-17T10:00+01:00'), 'withdrawn');
    expect(codeOf(() => withdrawAppointment(cancelled))).toBe('visit-already-settled');
  });
});

describe('a window without an open day', () => {
  const clinic: Clinic = {
    days: ['thursday'],
    hours: { from: '08:00', until: '12:00' },
    slot: { minutes: 60, places: 1 },
    closedOn: [],
  };
  it.each([
    ['is none of a week that has one', 'W02', clinic, false],
    ['is one whose only clinic day is a holiday', 'W02', { ...clinic, closedOn: ['2026-03-19'] }, true],
    ['is one of hours that never meet the clinic', 'H48', { ...clinic, days: ['monday' as const] }, true],
    // 36 to 72 hours after Tuesday 10:30: from Wednesday night to Friday morning.
    ['is none of hours that do', 'H48', clinic, false],
  ])('%s', (_, code, of, expected) => expect(hasNoOpenDay(of, visit(code))).toBe(expected));
});

describe('a look at what an appointment would mean', () => {
  it('lists the later visits as they stay, in order', () => {
    const { position, laterVisits, conflicts } = previewMove(
      visit('W02'),
      [visit('W06'), visit('W04'), visit('H48')],
      instant('2026-03-23T10:00+01:00'),
    );
    expect(position).toBe('after-window');
    expect(laterVisits.map(({ visitCode }) => visitCode)).toEqual(['W04', 'W06']);
    expect(laterVisits).toEqual([visit('W04'), visit('W06')]);
    expect(conflicts).toEqual([]);
  });

  it('names who would be out of order, and whose window it falls into', () => {
    const { conflicts } = previewMove(
      visit('W04'),
      [visit('W02', '2026-04-15T10:00+02:00'), visit('W06', '2026-04-12T10:00+02:00')],
      instant('2026-04-14T10:00+02:00'),
    );
    expect(conflicts.map((each) => [each.visit.visitCode, each.kind])).toEqual([
      ['W02', 'earlier-visit-is-later'],
      ['W06', 'later-visit-is-earlier'],
      ['W06', 'in-window-of-other-visit'],
    ]);
  });

  it('leaves settled visits out', () => {
    const done = recordVisit(visit('W06', '2026-03-06T10:00+01:00'), now, moments);
    expect(previewMove(visit('W04'), [done], instant('2026-04-14T10:00+02:00'))).toMatchObject({
      laterVisits: [],
      conflicts: [],
    });
  });
});

describe('the place of a visit in a calendar', () => {
  const placeOf = (of: Visit): unknown => JSON.parse(JSON.stringify(calendarPlaceOf(of)));
  const closed = instant('2026-03-30T10:00+02:00');
  const made = visit('W04', '2026-04-02T10:00+02:00');

  it.each<[string, Visit, object | null, boolean]>([
    ['its window, in days', visit('W04'), { kind: 'window', from: '2026-03-28', until: '2026-04-04' }, false],
    ['the days its hours touch', visit('H48'), { kind: 'window', from: '2026-03-04', until: '2026-03-07' }, false],
    ['its appointment', made, { kind: 'appointment', at: '2026-04-02T08:00:00Z' }, false],
    [
      'its appointment, cancelled',
      cancelVisit(made, 'lost'),
      { kind: 'appointment', at: '2026-04-02T08:00:00Z' },
      true,
    ],
    [
      'its window, cancelled',
      cancelVisit(visit('W04'), 'lost'),
      { kind: 'window', from: '2026-03-28', until: '2026-04-04' },
      true,
    ],
    ['none once missed without one', missVisit(visit('W02'), 'not-reached', closed), null, false],
    ['none once done without one', recordVisit(visit('W02'), now, moments), null, false],
    [
      'the appointment it was done under',
      recordVisit(made, now, moments),
      { kind: 'appointment', at: '2026-04-02T08:00:00Z' },
      false,
    ],
  ])('is %s', (_, of, place, cancelled) => {
    expect(placeOf(of)).toEqual(place);
    expect(isCancelled(of)).toBe(cancelled);
  });
});
