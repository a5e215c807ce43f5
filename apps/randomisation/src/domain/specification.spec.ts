import { checkSpecification, LONGEST_LIST, type Specification } from './specification.js';

const fit: Specification = {
  arms: [
    { code: 'A', ratio: 1 },
    { code: 'B', ratio: 1 },
  ],
  strata: ['all'],
  blockSizes: [4, 6],
  length: 40,
};
const arms = (...ratios: readonly number[]) => ratios.map((ratio, i) => ({ code: `arm-${i}`, ratio }));

describe('the specification of a list', () => {
  it.each([
    ['two arms in equal ratio', fit],
    ['two to one in blocks of 3 and 6', { ...fit, arms: arms(2, 1), blockSizes: [3, 6] }],
    ['a block that is the whole list', { ...fit, blockSizes: [40] }],
    ['the longest list', { ...fit, length: LONGEST_LIST }],
  ])('is accepted: %s', (_, specification) => {
    expect(() => checkSpecification(specification)).not.toThrow();
  });

  it.each<[string, Partial<Specification>]>([
    ['arms-too-few', { arms: arms(1) }],
    ['arm-repeated', { arms: [...arms(1), ...arms(1)] }],
    ['ratio-not-positive', { arms: arms(1, 0) }],
    ['ratio-not-positive', { arms: arms(1, 1.5) }],
    ['strata-missing', { strata: [] }],
    ['stratum-repeated', { strata: ['one', 'one'] }],
    ['list-length-out-of-range', { length: 0 }],
    ['list-length-out-of-range', { length: 40.5 }],
    ['list-length-out-of-range', { length: LONGEST_LIST + 1 }],
    ['block-size-missing', { blockSizes: [] }],
    ['block-size-repeated', { blockSizes: [4, 4] }],
    ['block-size-not-multiple', { blockSizes: [4, 5] }],
    ['block-size-not-multiple', { blockSizes: [0] }],
    ['block-size-not-multiple', { arms: arms(2, 1), blockSizes: [4] }],
    ['block-of-two', { blockSizes: [4, 2] }],
    ['block-longer-than-list', { blockSizes: [4, 42] }],
  ])('is refused: %s', (code, change) => {
    expect(() => checkSpecification({ ...fit, ...change })).toThrow(expect.objectContaining({ code }));
  });
});
