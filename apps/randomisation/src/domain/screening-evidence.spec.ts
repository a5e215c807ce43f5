import { instant, plainDate, Rejection } from '@trial/kernel';
import fc from 'fast-check';
import { checkEvidence, expiredEvidence, refuseExpired, type ScreeningEvidence } from './screening-evidence.js';

const zone = 'Europe/Amsterdam';
const limits = [
  { code: 'x-ray-hand', maxAge: { days: 90 } },
  { code: 'infection-screen', maxAge: { days: 28 } },
  { code: 'chemistry', maxAge: { days: 14 } },
  { code: 'pregnancy-test', maxAge: { hours: 72 } },
];
const on = (code: string, day: string): ScreeningEvidence => ({ code, takenOn: plainDate(day), takenAt: null });
const at = (code: string, moment: string): ScreeningEvidence => ({ code, takenOn: null, takenAt: instant(moment) });
const expired = (evidence: readonly ScreeningEvidence[], now = '2026-03-31T10:00:00+02:00') =>
  expiredEvidence(limits, evidence, instant(now), zone);

describe('screening evidence', () => {
  it.each([
    ['90 days old', on('x-ray-hand', '2025-12-31'), undefined],
    ['91 days old', on('x-ray-hand', '2025-12-30'), '91 days'],
    ['28 days old', on('infection-screen', '2026-03-03'), undefined],
    ['29 days old', on('infection-screen', '2026-03-02'), '29 days'],
    ['of the first minute of the last good day', at('chemistry', '2026-03-17T00:00:00+01:00'), undefined],
    ['of the minute before', at('chemistry', '2026-03-16T23:59:00+01:00'), '15 days'],
    // Clocks went forward in between: 72 hours back is 09:00 by the clock.
    ['72 hours old across the change of clocks', at('pregnancy-test', '2026-03-28T09:00:00+01:00'), undefined],
    ['a minute older', at('pregnancy-test', '2026-03-28T08:59:00+01:00'), '4321 minutes'],
    ['of the same minute', at('pregnancy-test', '2026-03-31T10:00:00+02:00'), undefined],
  ])('%s', (_, evidence, age) => {
    expect(expired([evidence]).map((each) => each.age)).toEqual(age === undefined ? [] : [age]);
  });

  it('counts civil days at the site, also when clocks go back and a day has 25 hours', () => {
    expect(expired([on('chemistry', '2026-10-12')], '2026-10-26T23:59:00+01:00')).toEqual([]);
    expect(expired([on('chemistry', '2026-10-12')], '2026-10-27T00:00:00+01:00')).toEqual([
      { code: 'chemistry', taken: '2026-10-12', age: '15 days', limit: '14 days' },
    ]);
    const test = at('pregnancy-test', '2026-10-24T12:00:00+02:00');
    expect(expired([test], '2026-10-27T11:00:00+01:00')).toEqual([]);
    expect(expired([test], '2026-10-27T11:01:00+01:00')).toHaveLength(1);
  });

  it('counts the leap day', () => {
    expect(expired([on('infection-screen', '2028-02-15')], '2028-03-14T12:00:00Z')).toEqual([]);
    expect(expired([on('infection-screen', '2028-02-15')], '2028-03-15T12:00:00Z')).toHaveLength(1);
    expect(expired([on('infection-screen', '2027-02-15')], '2027-03-15T12:00:00Z')).toEqual([]);
    expect(expired([on('chemistry', '2028-02-29')], '2028-03-14T12:00:00Z')).toEqual([]);
  });

  it('is named in the order of the trial, and what was not given is not', () => {
    const old = [at('pregnancy-test', '2026-03-01T09:00:00Z'), on('x-ray-hand', '2025-01-01')];
    expect(expired(old).map(({ code }) => code)).toEqual(['x-ray-hand', 'pregnancy-test']);
    expect(expired([])).toEqual([]);
  });

  it('that has expired stays so, and one that is younger expires no earlier', () => {
    const start = instant('2026-01-01T12:00:00Z');
    fc.assert(
      fc.property(fc.nat(400), fc.nat(10_000), fc.nat(10_000), (days, hours, more) => {
        const taken = [on('chemistry', start.toZonedDateTimeISO(zone).toPlainDate().add({ days }).toString())];
        const now = start.add({ hours });
        const later = now.add({ hours: more });
        const isExpired = (moment: typeof now) => expiredEvidence(limits, taken, moment, zone).length > 0;
        expect(isExpired(now) && !isExpired(later)).toBe(false);
      }),
    );
  });

  const now = instant('2026-03-31T23:30:00Z');
  it.each<[string, readonly ScreeningEvidence[]]>([
    ['evidence-unknown', [on('horoscope', '2026-03-01')]],
    ['evidence-given-twice', [on('chemistry', '2026-03-01'), on('chemistry', '2026-03-02')]],
    ['evidence-date-missing', [{ code: 'chemistry', takenOn: null, takenAt: null }]],
    ['evidence-date-missing', [{ ...on('chemistry', '2026-03-01'), takenAt: instant('2026-03-01T09:00:00Z') }]],
    ['evidence-date-missing', [on('pregnancy-test', '2026-03-30')]],
    ['evidence-in-future', [at('pregnancy-test', '2026-03-31T23:31:00Z')]],
    ['evidence-in-future', [on('chemistry', '2026-04-02')]],
  ])('is refused: %s', (code, evidence) => {
    expect(codeOf(() => checkEvidence(limits, evidence, zone, now))).toBe(code);
  });

  it('of today at the site is taken, where it is tomorrow already', () => {
    expect(codeOf(() => checkEvidence(limits, [on('chemistry', '2026-04-01')], zone, now))).toBeUndefined();
  });

  it('blocks with the item, its age and the limit', () => {
    expect(codeOf(() => refuseExpired([]))).toBeUndefined();
    expect(() => refuseExpired(expired([on('chemistry', '2026-03-01')]))).toThrow(Rejection);
    try {
      refuseExpired(expired([on('chemistry', '2026-03-01')]));
    } catch (error) {
      expect(error).toMatchObject({
        code: 'evidence-expired',
        details: {
          field: 'evidence.chemistry',
          rule: 'chemistry is at most 14 days old',
          expired: [{ code: 'chemistry', taken: '2026-03-01', age: '30 days', limit: '14 days' }],
        },
      });
    }
  });
});

function codeOf(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error instanceof Rejection ? error.code : 'fault';
  }
}
