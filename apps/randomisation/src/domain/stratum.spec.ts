import { strataOf, stratumOf } from './stratum.js';

const factors = [
  { code: 'site', levels: ['UMCU', 'LUMC'] },
  { code: 'ulcers', levels: ['one', 'more'] },
];

describe('strata', () => {
  it('are all combinations of levels', () => {
    expect(strataOf(factors)).toEqual(['UMCU/one', 'UMCU/more', 'LUMC/one', 'LUMC/more']);
  });

  it('are one when nothing is stratified', () => {
    expect(strataOf([])).toEqual(['all']);
    expect(stratumOf([], { site: 'UMCU' })).toBe('all');
  });

  it('hold each participant once, by the values signed for them', () => {
    expect(stratumOf(factors, { ulcers: 'more', site: 'LUMC' })).toBe('LUMC/more');
  });

  it('refuse a value that is missing or no level', () => {
    expect(() => stratumOf(factors, { site: 'UMCU' })).toThrow(
      expect.objectContaining({ code: 'stratification-value-missing' }),
    );
    expect(() => stratumOf(factors, { site: 'UMCU', ulcers: 'none' })).toThrow(
      expect.objectContaining({ code: 'stratification-level-unknown' }),
    );
  });
});
