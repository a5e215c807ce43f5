import { strataOfPack } from './downtime-pack.js';

const five = ['a', 'b', 'c', 'd', 'e'];

describe('the strata of a pack', () => {
  it('are those of the trial unless some are named, in the order of the trial, each once', () => {
    expect(strataOfPack('permuted-blocks', five, { rows: 1 })).toEqual(five);
    expect(strataOfPack('permuted-blocks', five, { rows: 1, strata: [] })).toEqual(five);
    expect(strataOfPack('permuted-blocks', five, { rows: 10, strata: ['d', 'b', 'd'] })).toEqual(['b', 'd']);
    expect(strataOfPack('permuted-blocks', five, { rows: 8 })).toHaveLength(5);
  });

  it.each([
    ['method-without-reserve', 'minimisation', { rows: 1 }],
    ['stratum-unknown', 'permuted-blocks', { rows: 1, strata: ['a', 'f'] }],
    ['pack-too-large', 'permuted-blocks', { rows: 9 }],
  ])('are refused: %s', (code, scheme, wanted) => {
    expect(() => strataOfPack(scheme, five, wanted)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
