import { simulate, type Simulation } from './simulation.js';
import type { Minimisation, PermutedBlocks, Simple } from './specification.js';
import { strataOf } from './stratum.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const equal = [
  { code: 'A', ratio: 1 },
  { code: 'B', ratio: 1 },
];
const ulcers = { code: 'ulcers', levels: ['one', 'more'] };
const disease = { code: 'disease', levels: ['limited', 'diffuse'] };
const simple: Simple = { method: 'simple', arms: equal, strata: ['all'], length: 200 };
const blocks = (...blockSizes: readonly number[]): PermutedBlocks => ({
  ...simple,
  method: 'permuted-blocks',
  blockSizes,
});
const minimisation: Minimisation = {
  method: 'minimisation',
  arms: equal,
  factors: [ulcers, disease].map((factor) => ({ ...factor, weight: 1 })),
  imbalance: 'range',
  preferencePerThousand: 800,
  length: 200,
};
const simulated = ({
  specification,
  participants = 12,
  ...more
}: Partial<Simulation> & Pick<Simulation, 'specification'>) =>
  simulate({
    factors: [],
    runs: 1_000,
    seed: SEED,
    ...more,
    participants,
    specification: { ...specification, length: participants },
  });

/** In how many ways m of 2m participants can be in one arm. */
const central = (m: number) => Array.from({ length: m }, (_, i) => (m + i + 1) / (i + 1)).reduce((a, b) => a * b, 1);
/** Blackwell and Hodges: right guesses by convergence in a block of 2m whose size is known. */
const inBlock = (m: number) => m + 2 ** (2 * m - 1) / central(m) - 1 / 2;

describe('the simulation of a design', () => {
  it('is the same for ever from the same seed, and another from another', () => {
    const specification = blocks(4, 6);
    const small = { specification, runs: 50 };
    expect(simulated(small)).toEqual(simulated(small));
    expect(simulated(small)).not.toEqual(simulated({ ...small, seed: SEED.replace('00', '01') }));
  });

  it('of simple randomisation finds the imbalance that theory expects, and nothing to guess', () => {
    const { imbalance, guessed } = simulated({ specification: simple, runs: 4_000 });
    for (const m of [1, 3, 6]) {
      // Of |arm - m| after 2m participants.
      const expected = (m * central(m)) / 4 ** m;
      expect(Math.abs((imbalance[2 * m - 1]?.mean ?? 0) - expected)).toBeLessThan(0.05);
    }
    expect(imbalance[0]).toEqual({ mean: 0.5, percentile95: 0.5, worst: 0.5, partWithWorst: 1 });
    expect(Math.abs(guessed.byConvergence.mean - 0.5)).toBeLessThan(4 * guessed.byConvergence.standardError);
    expect(guessed.blindly).toBe(0.5);
    expect(Math.abs(guessed.knowingTheMethod.mean - 0.5)).toBeLessThan(1e-9);
  });

  it.each([2, 3, 4])('of one known block size of 2 * %i finds what Blackwell and Hodges compute', (m) => {
    const { guessed } = simulated({ specification: blocks(2 * m), participants: 2 * m * 3 });
    const expected = inBlock(m) / (2 * m);
    expect(Math.abs(guessed.byConvergence.mean - expected)).toBeLessThan(4 * guessed.byConvergence.standardError);
    expect(guessed.byConvergence.standardError).toBeLessThan(0.005);
    expect(guessed.knowingTheMethod.mean).toBeCloseTo(guessed.byConvergence.mean, 9);
  });

  it('of blocks of 4 finds balance after each, and the worst in between as often as chance has it', () => {
    const { imbalance } = simulated({ specification: blocks(4) });
    expect([3, 7, 11].map((i) => imbalance[i]?.worst)).toEqual([0, 0, 0]);
    // Two of the six orders of a block begin with twice the same arm.
    expect(imbalance[1]).toMatchObject({ worst: 1, percentile95: 1 });
    expect(Math.abs((imbalance[1]?.partWithWorst ?? 0) - 1 / 3)).toBeLessThan(0.04);
  });

  it('finds that random sizes are guessed less than one size', () => {
    const fixed = simulated({ specification: blocks(4), participants: 24 }).guessed;
    const random = simulated({ specification: blocks(4, 6), participants: 24 }).guessed;
    expect(random.byConvergence.mean).toBeLessThan(fixed.byConvergence.mean - 0.01);
  });

  it('finds how many arms are certain to who knows the block sizes: a third in blocks of 4, fewer when sizes vary', () => {
    const fixed = simulated({ specification: blocks(4), participants: 24 }).guessed;
    const random = simulated({ specification: blocks(4, 6), participants: 24 }).guessed;
    // Of a block of 4 the last row, and the last two after twice the same arm, one time in three.
    expect(Math.abs(fixed.certain.mean - 1 / 3)).toBeLessThan(4 * fixed.certain.standardError);
    expect(random.certain.mean).toBeLessThan(fixed.certain.mean / 2);
    expect(random.certain.mean).toBeGreaterThan(0);
    expect(simulated({ specification: simple, runs: 10 }).guessed.certain.mean).toBe(0);
  });

  it('of minimisation without anything to balance but the arms finds the biased coin of Efron', () => {
    // Half, and (r - 1) / 4r more with r = p / (1 - p): Efron, Biometrika 1971;58:403.
    const factors = [{ code: 'everybody', levels: ['yes'] }];
    const specification = { ...minimisation, factors: factors.map((factor) => ({ ...factor, weight: 1 })) };
    const { guessed } = simulated({ specification, factors, participants: 200, runs: 200 });
    expect(Math.abs(guessed.knowingTheMethod.mean - 0.6875)).toBeLessThan(0.01);
    expect(guessed.knowingTheMethod.mean).toBeCloseTo(guessed.byConvergence.mean, 9);
  });

  it('shows what a design is chosen for: balance within the levels of the factors', () => {
    const factors = [ulcers, disease];
    const worst = (specification: Simulation['specification']) =>
      simulated({ specification, factors, participants: 40, runs: 300 }).levels.map(({ imbalance }) => imbalance.mean);
    const [coin, minimised, stratified] = [
      worst({ ...simple, strata: strataOf(factors) }),
      worst(minimisation),
      worst({ ...blocks(4), strata: strataOf(factors) }),
    ];
    expect(coin).toHaveLength(4);
    for (const better of [minimised, stratified]) {
      better.forEach((mean, i) => expect(mean).toBeLessThan((coin[i] ?? 0) / 1.5));
    }
  });

  it('in 2:1 measures from the ratio, and guesses the larger arm when it knows nothing', () => {
    const arms = [
      { code: 'A', ratio: 2 },
      { code: 'B', ratio: 1 },
    ];
    const { imbalance, guessed } = simulated({ specification: { ...blocks(3), arms } });
    expect(imbalance[2]?.worst).toBe(0);
    expect(imbalance[0]?.worst).toBeCloseTo(2 / 3, 9);
    expect(guessed.blindly).toBeCloseTo(2 / 3, 9);
    // First row 2/3; after A the two left are alike, of which A is guessed; after B all is known: 7/9 of three rows.
    expect(Math.abs(guessed.knowingTheMethod.mean - 7 / 9)).toBeLessThan(0.02);
  });

  it('breaks rather than simulate on a list that is too short', () => {
    const specification = { ...simple, length: 11 };
    expect(() => simulate({ specification, factors: [], participants: 12, runs: 1, seed: SEED })).toThrow('too short');
  });
});
