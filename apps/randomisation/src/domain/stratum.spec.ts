import { levelsOf, strataOf, stratumOf } from './stratum.js';

const factors = [
  { code: 'site', levels: ['UMCU', 'LUMC'], from: 'site' },
  { code: 'ulcers', levels: ['one', 'more'] },
  { code: 'disease', levels: ['limited', 'diffuse'] },
] as const;
const signed = { ulcers: 'more', disease: 'limited' };
const stratumBy = (scheme: 'permuted-blocks' | 'simple' | 'minimisation') =>
  stratumOf({ scheme, strata: factors }, levelsOf(factors, signed, 'LUMC'));

describe('strata', () => {
  it('are all combinations of levels', () => {
    expect(strataOf(factors)).toEqual([
      'UMCU/one/limited',
      'UMCU/one/diffuse',
      'UMCU/more/limited',
      'UMCU/more/diffuse',
      'LUMC/one/limited',
      'LUMC/one/diffuse',
      'LUMC/more/limited',
      'LUMC/more/diffuse',
    ]);
  });

  it('are one when nothing is stratified', () => {
    expect(strataOf([])).toEqual(['all']);
    expect(stratumOf({ scheme: 'simple', strata: [] }, {})).toBe('all');
  });

  it('hold each participant once, by the values signed for them and the site they are at (R03)', () => {
    expect(stratumBy('permuted-blocks')).toBe('LUMC/more/limited');
    expect(stratumBy('simple')).toBe('LUMC/more/limited');
  });

  it('are one in minimisation, which balances the factors by itself', () => {
    expect(stratumBy('minimisation')).toBe('all');
  });
});

describe('the levels of a participant', () => {
  it('are the signed values, and the site where the level comes from it', () => {
    expect(levelsOf(factors, signed, 'LUMC')).toEqual({ site: 'LUMC', ulcers: 'more', disease: 'limited' });
  });

  it('take the site and nobody\u2019s word for it', () => {
    expect(levelsOf(factors, { ...signed, site: 'UMCU' }, 'LUMC')['site']).toBe('LUMC');
  });

  it('refuse a value that is missing or no level, and a site that is none', () => {
    expect(() => levelsOf(factors, { ulcers: 'one' }, 'UMCU')).toThrow(
      expect.objectContaining({ code: 'stratification-value-missing' }),
    );
    expect(() => levelsOf(factors, { ...signed, ulcers: 'none' }, 'UMCU')).toThrow(
      expect.objectContaining({ code: 'stratification-level-unknown' }),
    );
    expect(() => levelsOf(factors, signed, 'UMCN')).toThrow(
      expect.objectContaining({ code: 'stratification-level-unknown' }),
    );
  });
});
