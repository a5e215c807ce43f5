import { civilDate, instant, isBefore, plainDate, type Instant } from '@trial/kernel';
import fc from 'fast-check';
import { placesFree, refuseFull, slotAt, slotHolding, slotsBetween, slotsOn, type Clinic } from './clinic.js';

const zone = 'Europe/Amsterdam';
const clinic: Clinic = {
  days: ['tuesday', 'thursday'],
  hours: { from: '08:30', until: '10:15' },
  slot: { minutes: 30, places: 2 },
  placesPerDay: 4,
  closedOn: ['2026-04-30'],
};
const starts = (on: string, of: Clinic = clinic, at = zone) =>
  slotsOn(of, plainDate(on), at).map(({ startsAt }) => startsAt.toString());
const codeOf = (attempt: () => unknown): unknown => {
  try {
    return attempt();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('the slots of a clinic', () => {
  it('follow each other from the opening on, and what is left before closing is none', () => {
    expect(starts('2026-03-03')).toEqual(['2026-03-03T07:30:00Z', '2026-03-03T08:00:00Z', '2026-03-03T08:30:00Z']);
  });

  it.each([
    ['a day of the week that is no clinic day', '2026-03-04'],
    ['a holiday', '2026-04-30'],
  ])('are none on %s', (_, on) => expect(starts(on)).toEqual([]));

  it('keep to the clock of the site when it changes between two clinic days', () => {
    expect(starts('2026-03-26')[0]).toBe('2026-03-26T07:30:00Z');
    expect(starts('2026-03-31')[0]).toBe('2026-03-31T06:30:00Z');
  });

  const night: Clinic = { ...clinic, days: ['sunday'], hours: { from: '00:00', until: '06:00' } };
  it.each([
    ['one hour fewer when clocks go forward', '2026-03-29', 10],
    ['one hour more when they go back', '2026-10-25', 14],
    ['as many as ever on another night', '2026-10-18', 12],
  ])('in a night have %s', (_, on, many) => expect(new Set(starts(on, night)).size).toBe(many));

  it('hold a moment, or say why not', () => {
    const at = (text: string) => codeOf(() => slotAt(clinic, instant(text), zone).startsAt.toString());
    expect(at('2026-03-03T08:30+01:00')).toBe('2026-03-03T07:30:00Z');
    expect(at('2026-03-03T08:59:59.999+01:00')).toBe('2026-03-03T07:30:00Z');
    expect(at('2026-03-03T09:00+01:00')).toBe('2026-03-03T08:00:00Z');
    expect(at('2026-03-03T08:29:59.999+01:00')).toBe('outside-opening-hours');
    expect(at('2026-03-03T10:00+01:00')).toBe('outside-opening-hours');
    expect(at('2026-03-04T09:00+01:00')).toBe('clinic-closed-that-day');
    expect(at('2026-04-30T09:00+02:00')).toBe('clinic-closed-that-day');
    // Late on Monday in UTC is Tuesday nowhere near Amsterdam's opening, and the other way round in Tokyo.
    expect(codeOf(() => slotAt(clinic, instant('2026-03-02T23:30Z'), 'Asia/Tokyo').startsAt.toString())).toBe(
      '2026-03-02T23:30:00Z',
    );
  });
});

describe('the places of a clinic', () => {
  const [first, second] = slotsOn(clinic, plainDate('2026-03-03'), zone);
  if (!first || !second) throw new Error('a clinic day has slots');

  it.each<[string, readonly Instant[], number, string | undefined]>([
    ['nobody expected', [], 2, undefined],
    ['one in the slot', [first.startsAt], 1, undefined],
    ['somebody in the next slot', [first.endsAt, second.startsAt], 2, undefined],
    ['a full slot', [first.startsAt, first.startsAt.add({ minutes: 10 })], 0, 'slot-full'],
    ['a nearly full day', Array.from({ length: 3 }, () => second.startsAt), 1, undefined],
    ['a full day', Array.from({ length: 4 }, () => second.startsAt), 0, 'clinic-day-full'],
    ['more seen than planned', Array.from({ length: 9 }, () => second.startsAt), 0, 'clinic-day-full'],
  ])('with %s', (_, taken, free, refusal) => {
    expect(placesFree(clinic, first, taken)).toBe(free);
    expect(codeOf(() => refuseFull(clinic, first, taken))).toBe(refusal);
  });
});

const anyClinic: fc.Arbitrary<Clinic> = fc.record({
  days: fc.uniqueArray(fc.constantFrom('monday', 'wednesday', 'saturday', 'sunday'), { minLength: 1 }),
  hours: fc
    .uniqueArray(fc.integer({ min: 0, max: 23 * 60 + 59 }), { minLength: 2, maxLength: 2 })
    .map((minutes) => minutes.sort((a, b) => a - b).map(asTime))
    .map(([from = '', until = '']) => ({ from, until })),
  slot: fc.record({ minutes: fc.integer({ min: 5, max: 240 }), places: fc.integer({ min: 1, max: 3 }) }),
  placesPerDay: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  closedOn: fc.constantFrom<readonly string[]>([], ['2026-03-29'], ['2026-10-25']),
});
const asTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
// The days around both changes of the clocks, in zones that change at night, at midnight, by half an hour, and never.
const anyWeek = fc.constantFrom('2026-03-23', '2026-04-20', '2026-10-19', '2026-04-01').map((on) => plainDate(on));
const anyZone = fc.constantFrom('Europe/Amsterdam', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Tokyo');

describe('whatever the clinic and the clocks', () => {
  it('slots have their length, do not overlap, are on their day and hold the moments in them', () => {
    fc.assert(
      fc.property(anyClinic, anyWeek, anyZone, (of, monday, where) => {
        const from = monday.toZonedDateTime(where).toInstant();
        const slots = slotsBetween(of, from, from.add({ hours: 24 * 3 }), where);
        slots.forEach(({ on, startsAt, endsAt }, index) => {
          expect(endsAt.epochMilliseconds - startsAt.epochMilliseconds).toBe(of.slot.minutes * 60_000);
          expect(civilDate(startsAt, where).toString()).toBe(on.toString());
          expect(of.closedOn).not.toContain(on.toString());
          const next = slots[index + 1];
          expect(next === undefined || !isBefore(next.startsAt, endsAt)).toBe(true);
          for (const at of [startsAt, endsAt.subtract({ milliseconds: 1 })])
            expect(slotHolding(of, at, where)?.startsAt.toString()).toBe(startsAt.toString());
        });
      }),
    );
  });

  it('nobody who is let in one after the other makes a slot or a day hold more than it may', () => {
    fc.assert(
      fc.property(anyClinic, anyWeek, anyZone, fc.array(fc.nat(), { maxLength: 40 }), (of, monday, where, wishes) => {
        const from = monday.toZonedDateTime(where).toInstant();
        const slots = slotsBetween(of, from, from.add({ hours: 24 * 7 }), where);
        const taken: { readonly on: string; readonly at: Instant }[] = [];
        for (const wish of wishes) {
          const slot = slots[wish % Math.max(1, slots.length)];
          if (!slot) return;
          const on = slot.on.toString();
          const ofDay = taken.filter((each) => each.on === on).map(({ at }) => at);
          const places = placesFree(of, slot, ofDay);
          const refused = codeOf(() => refuseFull(of, slot, ofDay)) !== undefined;
          expect(refused).toBe(places === 0);
          if (!refused) taken.push({ on, at: slot.startsAt });
        }
        for (const { on, at } of taken) {
          expect(taken.filter((each) => each.at.equals(at)).length).toBeLessThanOrEqual(of.slot.places);
          expect(taken.filter((each) => each.on === on).length).toBeLessThanOrEqual(of.placesPerDay ?? Infinity);
        }
      }),
    );
  });
});
