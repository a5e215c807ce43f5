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

  it.each<[string, string, Partial<Specification>]>([
    ['specification-not-usable', 'arms', { arms: arms(1) }],
    ['specification-not-usable', 'arms', { arms: [...arms(1), ...arms(1)] }],
    ['specification-not-usable', 'arms', { arms: arms(1, 0) }],
    ['specification-not-usable', 'arms', { arms: arms(1, 1.5) }],
    ['specification-not-usable', 'strata', { strata: [] }],
    ['specification-not-usable', 'strata', { strata: ['one', 'one'] }],
    ['specification-not-usable', 'length', { length: 0 }],
    ['specification-not-usable', 'length', { length: 40.5 }],
    ['specification-not-usable', 'length', { length: LONGEST_LIST + 1 }],
    ['specification-not-usable', 'blockSizes', { blockSizes: [] }],
    ['specification-not-usable', 'blockSizes', { blockSizes: [4, 4] }],
    ['specification-not-usable', 'blockSizes', { blockSizes: [4, 42] }],
    ['block-size-not-multiple', 'blockSizes', { blockSizes: [4, 5] }],
    ['block-size-not-multiple', 'blockSizes', { blockSizes: [0] }],
    ['block-size-not-multiple', 'blockSizes', { arms: arms(2, 1), blockSizes: [4] }],
    ['block-size-predictable', 'blockSizes', { blockSizes: [4, 2] }],
  ])('is refused as %s for its %s: %j', (code, field, change) => {
    expect(() => checkSpecification({ ...fit, ...change })).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ field }) }),
    );
  });
});
