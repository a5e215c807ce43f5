import {
  checkSpecification,
  LONGEST_LIST,
  type Minimisation,
  type PermutedBlocks,
  type Specification,
} from './specification.js';

const fit: PermutedBlocks = {
  method: 'permuted-blocks',
  arms: [
    { code: 'A', ratio: 1 },
    { code: 'B', ratio: 1 },
  ],
  strata: ['all'],
  blockSizes: [4, 6],
  length: 40,
};
const minimised: Minimisation = {
  method: 'minimisation',
  arms: fit.arms,
  factors: [
    { code: 'site', levels: ['UMCU', 'LUMC'], weight: 1 },
    { code: 'ulcers', levels: ['one', 'more'], weight: 2 },
  ],
  imbalance: 'range',
  preferencePerThousand: 800,
  length: 40,
};
const arms = (...ratios: readonly number[]) => ratios.map((ratio, i) => ({ code: `arm-${i}`, ratio }));

describe('the specification of a list', () => {
  it.each<[string, Specification]>([
    ['two arms in equal ratio', fit],
    ['two to one in blocks of 3 and 6', { ...fit, arms: arms(2, 1), blockSizes: [3, 6] }],
    ['a block that is the whole list', { ...fit, blockSizes: [40] }],
    ['the longest list', { ...fit, length: LONGEST_LIST }],
    ['simple randomisation', { method: 'simple', arms: arms(1, 1, 1), strata: ['all'], length: 1 }],
    ['minimisation', minimised],
    ['minimisation by variance in 3:2:1', { ...minimised, arms: arms(3, 2, 1), imbalance: 'variance' }],
    ['minimisation whose ratio is small once it is in lowest terms', { ...minimised, arms: arms(20, 10) }],
  ])('is accepted: %s', (_, specification) => {
    expect(() => checkSpecification(specification)).not.toThrow();
  });

  it.each<[string, string, Partial<PermutedBlocks>]>([
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

  const [site] = minimised.factors;
  it.each<[string, Partial<Minimisation>]>([
    ['arms', { arms: arms(1) }],
    ['arms', { arms: arms(12, 1) }],
    ['length', { length: 0 }],
    ['factors', { factors: [] }],
    ['factors', { factors: minimised.factors.flatMap((factor) => [factor, factor]) }],
    ['factors', { factors: [{ code: 'site', levels: [], weight: 1 }] }],
    ['factors', { factors: [{ code: 'site', levels: ['UMCU', 'UMCU'], weight: 1 }] }],
    ['factors', { factors: [{ code: 'site', levels: ['UMCU'], weight: 0.5 }] }],
    ['factors', { factors: [{ code: 'site', levels: ['UMCU'], weight: 0 }] }],
    ['factors', { factors: [{ code: 'site', levels: site?.levels ?? [], weight: 2 ** 52 }] }],
    ['preferencePerThousand', { preferencePerThousand: 500 }],
    ['preferencePerThousand', { preferencePerThousand: 1_000 }],
    ['preferencePerThousand', { preferencePerThousand: 800.5 }],
  ])('for minimisation is refused for its %s: %j', (field, change) => {
    expect(() => checkSpecification({ ...minimised, ...change })).toThrow(
      expect.objectContaining({ code: 'specification-not-usable', details: expect.objectContaining({ field }) }),
    );
  });
});
