import { instant } from '@trial/kernel';
import fc from 'fast-check';
import { dayFromAnchor, studyDay } from './study-day.js';

const zone = 'Europe/Amsterdam';
const anchorAt = instant('2026-03-03T09:30:00Z');

describe('counting days', () => {
  it.each([
    ['2026-03-01T12:00:00Z', -2, -2],
    ['2026-03-02T22:59:59Z', -1, -1],
    ['2026-03-02T23:00:00Z', 0, 1],
    ['2026-03-03T22:59:59Z', 0, 1],
    ['2026-03-03T23:00:00Z', 1, 2],
    ['2026-05-26T08:00:00Z', 84, 85],
    ['2027-03-02T08:00:00Z', 364, 365],
  ])('puts %s on day %i from the anchor and on study day %i', (at, fromAnchor, cdisc) => {
    expect(dayFromAnchor(anchorAt, instant(at), zone)).toBe(fromAnchor);
    expect(studyDay(anchorAt, instant(at), zone)).toBe(cdisc);
  });

  it('counts civil days over both clock changes and a leap day', () => {
    expect(dayFromAnchor(instant('2025-03-29T13:00:00Z'), instant('2025-03-30T22:00:00Z'), zone)).toBe(2);
    expect(dayFromAnchor(instant('2025-10-25T12:00:00Z'), instant('2025-10-26T22:59:59Z'), zone)).toBe(1);
    expect(dayFromAnchor(instant('2024-02-28T12:00:00Z'), instant('2024-03-01T12:00:00Z'), zone)).toBe(2);
  });

  it('never gives a study day 0 (SDTM)', () => {
    const anyMoment = fc
      .integer({ min: 0, max: 4_000_000_000 })
      .map((s) => instant('1990-01-01T00:00:00Z').add({ seconds: s }));
    fc.assert(
      fc.property(anyMoment, anyMoment, (anchor, at) => {
        expect(studyDay(anchor, at, zone)).not.toBe(0);
      }),
    );
  });
});
