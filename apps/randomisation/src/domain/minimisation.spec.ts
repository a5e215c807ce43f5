import fc from 'fast-check';
import vectors from '../../../../test/vectors/minimisation.json' with { type: 'json' };
import { armsOf } from './arm-of.js';
import { generateList, LIST_ALGORITHMS } from './generate-list.js';
import { dieSides } from './minimisation-dice.js';
import { minimise, type Throw } from './minimisation.js';
import { GENERATOR, randomStream } from './random.js';
import { ratioSum, type Minimisation } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const LEVELS_SEED = 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff01';
const arms = (...ratios: readonly number[]) => ratios.map((ratio, i) => ({ code: `arm-${i}`, ratio }));
const ulcers = { code: 'ulcers', levels: ['one', 'more'], weight: 1 };
const site = { code: 'site', levels: ['north', 'south', 'west'], weight: 1 };
const disease = { code: 'disease', levels: ['limited', 'diffuse'], weight: 1 };
const minimisation = (more: Partial<Minimisation> = {}): Minimisation => ({
  method: 'minimisation',
  arms: arms(1, 1),
  factors: [site, ulcers, disease],
  imbalance: 'range',
  preferencePerThousand: 800,
  length: 300,
  ...more,
});

/** Throws of the specification's own list, for participants whose levels come as chance has it. */
function trialOf(specification: Minimisation, seed = SEED): readonly Throw[] {
  const levels = randomStream(LEVELS_SEED, Number(`0x${seed.slice(0, 8)}`));
  return generateList(specification, seed).map(({ arm }) => ({
    die: Number(arm),
    levels: Object.fromEntries(
      specification.factors.map((factor) => [factor.code, factor.levels[levels.below(factor.levels.length)] ?? '']),
    ),
  }));
}
const armsIn = (specification: Minimisation, throws: readonly Throw[]) =>
  minimise(specification, throws).map((minimised) => minimised?.arm);
const count = (taken: readonly (string | undefined)[], code: string) => taken.filter((arm) => arm === code).length;
/** No border of the dice below lies inside a face: their preferences are multiples of 50 in 1000. */
const FACE = 100;
/** How many sides of the die lead to each arm after these throws, found by throwing every face at both of its ends. */
const sidesAfter = (specification: Minimisation, before: readonly Throw[], levels: Throw['levels']) => {
  const thrown = (die: number) => minimise(specification, [...before, { die, levels }]).at(-1)?.arm;
  const faces = Array.from({ length: dieSides(specification) / FACE }, (_, face) => face * FACE);
  const taken = faces.flatMap((die) => [thrown(die), thrown(die + FACE - 1)]);
  const sides = specification.arms.map(({ code }) => (count(taken, code) * FACE) / 2);
  expect(minimise(specification, [...before, { die: 0, levels }]).at(-1)?.sides).toEqual(sides);
  return sides;
};

const anySpecification: fc.Arbitrary<Minimisation> = fc
  .record({
    ratios: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
    weights: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 3 }))),
    imbalance: fc.constantFrom('range' as const, 'variance' as const),
    preferencePerThousand: fc.integer({ min: 501, max: 999 }),
  })
  .map(({ ratios, weights, ...rest }) =>
    minimisation({
      arms: arms(...ratios),
      factors: [site, ulcers, disease].map((factor, i) => ({ ...factor, weight: weights[i] ?? 1 })),
      length: 60,
      ...rest,
    }),
  );
const anySeed = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

describe('a minimised trial', () => {
  it.each(vectors.cases)('is the golden trial: $name', ({ seed, sides, specification, dice, levels, arms: golden }) => {
    const asked = specification as Minimisation;
    const rows = generateList(asked, seed);
    const allocations = rows.map(({ stratum, position }, i) => ({
      participantId: `participant-${i}`,
      stratum,
      position,
      levels: Object.fromEntries(asked.factors.map(({ code }, f) => [code, levels[i]?.split(' ')[f] ?? ''])),
    }));
    expect(dieSides(asked)).toBe(sides);
    expect(rows.map(({ arm }) => Number(arm))).toEqual(dice);
    expect(armsOf(asked, rows, allocations).join(' ')).toBe(golden);
  });

  it('names the algorithm of the golden trials', () => {
    expect(`${LIST_ALGORITHMS.minimisation} on ${GENERATOR}`).toBe(vectors.algorithm);
  });

  it('has the same arms when the two ways to write a ratio mean the same', () => {
    const throws = trialOf(minimisation({ arms: arms(2, 1) }));
    expect(armsIn(minimisation({ arms: arms(4, 2) }), throws)).toEqual(
      armsIn(minimisation({ arms: arms(2, 1) }), throws),
    );
  });

  it('has the same arms when they are named in the other order and the die is read from the other end', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, (specification, seed) => {
        const throws = trialOf(specification, seed);
        const sides = dieSides(specification);
        const mirrored = throws.map(({ die, levels }) => ({ levels, die: sides - 1 - (die ?? 0) }));
        const reversed = { ...specification, arms: [...specification.arms].reverse() };
        expect(armsIn(reversed, mirrored)).toEqual(armsIn(specification, throws));
      }),
    );
  });

  it('settles an arm by what came before it and nothing after it', () => {
    fc.assert(
      fc.property(anySpecification, anySeed, fc.integer({ min: 0, max: 60 }), (specification, seed, n) => {
        const throws = trialOf(specification, seed);
        expect(armsIn(specification, throws.slice(0, n))).toEqual(armsIn(specification, throws).slice(0, n));
      }),
    );
  });

  it('gives no arm without a die or a level, and counts that participant nowhere', () => {
    const specification = minimisation();
    const throws = trialOf(specification);
    const [first] = throws;
    const unknown = { ...first?.levels, ulcers: 'none' };
    const noDie = { die: undefined, levels: first?.levels ?? {} };
    expect(armsIn(specification, [{ die: 0, levels: unknown }, { die: 0, levels: {} }, noDie, ...throws])).toEqual([
      undefined,
      undefined,
      undefined,
      ...armsIn(specification, throws),
    ]);
  });
});

describe('the die of a minimised trial', () => {
  const levels = { site: 'north', ulcers: 'one', disease: 'limited' };

  it.each([[[1, 1]], [[2, 1]], [[1, 1, 1]], [[3, 2, 1]]])(
    'gives the first participant the arms in exactly the ratio %j, side by side',
    (ratios) => {
      const specification = minimisation({ arms: arms(...ratios), preferencePerThousand: 750 });
      const sides = dieSides(specification);
      expect(sidesAfter(specification, [], levels)).toEqual(
        ratios.map((ratio) => (sides * ratio) / ratioSum(specification.arms)),
      );
    },
  );

  it.each(['range', 'variance'] as const)(
    'gives the third participant, too, the arms in exactly the ratio over all trials there could be, by %s',
    (imbalance) => {
      // In 2:1 at 60 % every border of the die is a multiple of 800 of its 12 000 sides: 15 faces stand for them all.
      const specification = minimisation({ arms: arms(2, 1), imbalance, preferencePerThousand: 600 });
      const faces = Array.from({ length: 15 }, (_, face) => face * 800);
      const comers = [levels, { ...levels, ulcers: 'more' }, { ...levels, site: 'west' }];
      const third = faces.flatMap((one) =>
        faces.flatMap((two) =>
          faces.map((three) => {
            const throws = comers.map((comer, i) => ({ levels: comer, die: [one, two, three][i] }));
            return minimise(specification, throws).at(-1)?.arm;
          }),
        ),
      );
      expect([count(third, 'arm-0'), count(third, 'arm-1')]).toEqual([2 * 15 * 15 * 5, 15 * 15 * 5]);
    },
  );

  it('in equal ratio takes the preferred arm as often as the preference says', () => {
    const one = { levels, die: 0 };
    expect(sidesAfter(minimisation(), [one], levels)).toEqual([400, 1_600]);
    expect(sidesAfter(minimisation({ arms: arms(1, 1, 1) }), [one, { ...one, die: 6_000 }], levels)).toEqual([
      1_200, 1_200, 9_600,
    ]);
  });

  it('in 2:1 takes the smaller arm in 8 of 10 when it is behind, the larger in 9 of 10 when one place of it is', () => {
    const specification = minimisation({ arms: arms(2, 1) });
    const [first, second, third] = [0, 4_000, 11_999].map((die) => ({ levels, die }));
    const after = (...dice: readonly (Throw | undefined)[]) =>
      sidesAfter(
        specification,
        dice.flatMap((one) => one ?? []),
        levels,
      );
    expect(after(first, second)).toEqual([2_400, 9_600]);
    expect(after(first, third)).toEqual([10_800, 1_200]);
  });

  it('shares the preference among several preferred places', () => {
    // After one participant in the third arm of 2:1:1 the three other places are preferred: 1/15 for that arm.
    const specification = minimisation({ arms: arms(2, 1, 1), preferencePerThousand: 800 });
    const sides = dieSides(specification);
    expect(sidesAfter(specification, [{ levels, die: sides - 1 }], levels)).toEqual(
      [28, 14, 3].map((part) => (part * sides) / 45),
    );
  });

  it('changes the arm exactly at the border', () => {
    const at = (die: number) =>
      armsIn(minimisation(), [
        { levels, die: 0 },
        { levels, die },
      ])[1];
    expect([at(0), at(399), at(400), at(1_999)]).toEqual(['arm-0', 'arm-0', 'arm-1', 'arm-1']);
  });

  it('is thrown once for every allocation of the trial, fairly', () => {
    const dice = generateList(minimisation({ length: 20_000 }), SEED).map(({ arm }) => Number(arm));
    expect(Math.max(...dice)).toBeLessThan(2_000);
    for (const tenth of Array.from({ length: 10 }, (_, i) => i)) {
      const within = dice.filter((die) => Math.floor(die / 200) === tenth).length;
      expect(Math.abs(within - 2_000)).toBeLessThan(170);
    }
  });
});

describe('what minimisation is for', () => {
  /** The largest distance between what an arm has of a level and its share of that level. */
  const worstOf = ({ arms: all, factors }: Minimisation, throws: readonly Throw[], taken: readonly unknown[]) =>
    Math.max(
      ...factors.flatMap(({ code, levels }) =>
        levels.flatMap((level) => {
          const alike = taken.filter((_, i) => throws[i]?.levels[code] === level);
          return all.map((arm) =>
            Math.abs(alike.filter((one) => one === arm.code).length - (alike.length * arm.ratio) / ratioSum(all)),
          );
        }),
      ),
    );
  const seeds = Array.from({ length: 20 }, (_, i) => SEED.replace('00', (i + 16).toString(16)));

  it.each([
    ['1:1 by range', minimisation()],
    ['1:1 by variance', minimisation({ imbalance: 'variance' })],
    ['2:1 by range', minimisation({ arms: arms(2, 1) })],
    ['3:2:1 by variance', minimisation({ arms: arms(3, 2, 1), imbalance: 'variance' })],
    ['1:1:1:1 by range', minimisation({ arms: arms(1, 1, 1, 1) })],
  ])('keeps the ratio of the trial and of every level: %s', (_, specification) => {
    for (const seed of seeds) {
      const throws = trialOf(specification, seed);
      const taken = armsIn(specification, throws);
      for (const { code, ratio } of specification.arms) {
        expect(Math.abs(count(taken, code) - (300 * ratio) / ratioSum(specification.arms))).toBeLessThan(9);
      }
      expect(worstOf(specification, throws, taken)).toBeLessThan(9);
    }
  });

  it('balances the levels better the stronger the preference, and any preference better than none', () => {
    const meanWorst = (preferencePerThousand: number, choose: typeof armsIn = armsIn) => {
      const specification = minimisation({ preferencePerThousand });
      const worst = seeds.map((seed) => {
        const throws = trialOf(specification, seed);
        return worstOf(specification, throws, choose(specification, throws));
      });
      return worst.reduce((sum, one) => sum + one, 0) / worst.length;
    };
    const byCoin: typeof armsIn = (_, throws) => throws.map(({ die }) => (Number(die) < 1_000 ? 'arm-0' : 'arm-1'));
    const [none, weak, strong] = [meanWorst(501, byCoin), meanWorst(650), meanWorst(950)];
    expect(strong).toBeLessThan(weak);
    expect(weak).toBeLessThan(none / 2);
  });

  it('prefers the arm that brings balance, and the factor that weighs more', () => {
    const last = { site: 'south', ulcers: 'more', disease: 'limited' };
    // Two allocations that ask for different arms: by site the first arm is ahead, by ulcers the second.
    const before = [
      { levels: { ...last, site: 'south', ulcers: 'one', disease: 'diffuse' }, die: 0 },
      { levels: { ...last, site: 'west', ulcers: 'more', disease: 'diffuse' }, die: 1_999 },
    ];
    const sides = (siteWeight: number, ulcersWeight: number) =>
      minimise(
        minimisation({ factors: [{ ...site, weight: siteWeight }, { ...ulcers, weight: ulcersWeight }, disease] }),
        [...before, { levels: last, die: 0 }],
      ).at(-1)?.sides;
    expect(sides(2, 1)).toEqual([400, 1_600]);
    expect(sides(1, 2)).toEqual([1_600, 400]);
    expect(sides(1, 1)).toEqual([1_000, 1_000]);
  });
});
