import { instant } from '@trial/kernel';
import { anchorOf } from './anchor.js';
import type { VisitRule } from './visit-window.js';

const zone = 'Europe/Amsterdam';
const consentedAt = instant('2026-02-24T22:30:00Z');
const randomisedAt = instant('2026-03-01T09:00:00Z');
const treatedAt = instant('2026-03-03T09:30:00Z');
const screening: VisitRule = {
  code: 'SCR',
  phase: 'before-treatment',
  offset: { days: -28 },
  window: { before: 0, after: 27, unit: 'days' },
};
const ruledOutAt = instant('2026-03-05T12:00:00Z');
const everything = { consentedAt, randomisedAt, treatedAt };
const inWords = (
  facts: Partial<typeof everything & { ruledOutAt: typeof ruledOutAt }>,
  event: 'treatment' | 'randomisation' = 'treatment',
) => {
  const known = { consentedAt: null, randomisedAt: null, treatedAt: null, ruledOutAt: null, ...facts };
  const anchor = anchorOf(known, event, [screening], zone);
  return anchor && `${anchor.basis} ${anchor.at.toString()}${anchor.provisional ? ' provisional' : ''}`;
};

describe('the anchor', () => {
  it('is the first injection once there was one', () => {
    expect(inWords(everything)).toBe('treatment 2026-03-03T09:30:00Z');
    expect(inWords({ treatedAt })).toBe('treatment 2026-03-03T09:30:00Z');
  });

  it('is randomisation, provisionally, while nothing was given', () => {
    expect(inWords({ consentedAt, randomisedAt })).toBe('randomisation 2026-03-01T09:00:00Z provisional');
  });

  it('is randomisation for good once nothing will be given, unless something was', () => {
    expect(inWords({ consentedAt, randomisedAt, ruledOutAt })).toBe('randomisation 2026-03-01T09:00:00Z');
    expect(inWords({ ...everything, ruledOutAt })).toBe('treatment 2026-03-03T09:30:00Z');
    expect(inWords({ consentedAt, ruledOutAt })).toBe('consent 2026-03-23T23:00:00Z provisional');
  });

  it('is randomisation for good where that is day 0, whenever treatment was', () => {
    expect(inWords(everything, 'randomisation')).toBe('randomisation 2026-03-01T09:00:00Z');
  });

  it('is after consent the last day on which treatment can follow a screening that begins then', () => {
    // 22:30Z on the 24th is 23:30 in Amsterdam, still the 24th; 28 days later it is 24 March, 00:00 local.
    expect(inWords({ consentedAt })).toBe('consent 2026-03-23T23:00:00Z provisional');
  });

  it('does not exist before consent', () => {
    expect(inWords({})).toBeNull();
  });
});
