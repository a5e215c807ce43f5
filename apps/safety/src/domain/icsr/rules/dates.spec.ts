import { e2bDate, isKnownTo } from './dates.js';

describe('a date of E2B', () => {
  it.each([
    ['2026', 'year'],
    ['202602', 'month'],
    ['20240229', 'day'],
    ['2026030510', 'hour'],
    ['202603051015+01', undefined],
    ['202603051015+0100', 'minute'],
    ['20260305101530-0330', 'second'],
    ['20260305101530.25+0000', 'second'],
  ])('%s is known to the %s', (text, precision) => {
    expect(e2bDate(text)?.precision).toBe(precision);
  });

  it.each([
    '',
    '20',
    '2026-03-05',
    '20261399',
    '20260230',
    '20230229',
    '0026',
    '2026030',
    '2026030524',
    '202603051060',
    '20260305101560',
    '20260305101530+1500',
    '20260305101530+0160',
    ' 2026',
    '２０２６',
  ])('"%s" is none', (text) => {
    expect(e2bDate(text)).toBeUndefined();
  });

  it('is precise to the second only with its offset', () => {
    const known = (text: string) => {
      const date = e2bDate(text);
      return date && isKnownTo(date, 'second');
    };
    expect(['20260305101530', '20260305101530+0100', '202603051015+0100'].map(known)).toEqual([false, true, false]);
  });

  it('means at the earliest its first moment, where no offset is said in the zone that is furthest ahead', () => {
    expect(e2bDate('20260305101530+0100')?.earliest).toBe(Date.UTC(2026, 2, 5, 9, 15, 30));
    expect(e2bDate('20260305')?.earliest).toBe(Date.UTC(2026, 2, 4, 10));
    expect(e2bDate('2026')?.earliest).toBe(Date.UTC(2025, 11, 31, 10));
  });
});
