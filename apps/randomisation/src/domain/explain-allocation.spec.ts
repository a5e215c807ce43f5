import fc from 'fast-check';
import { armsOf } from './arm-of.js';
import { explainLast } from './explain-allocation.js';
import { generateList } from './generate-list.js';
import type { Minimisation, Simple } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const arms = [
  { code: 'A', ratio: 2 },
  { code: 'B', ratio: 1 },
];
const simple: Simple = { method: 'simple', arms, strata: ['all'], length: 20 };
const minimised: Minimisation = {
  method: 'minimisation',
  arms,
  factors: [
    { code: 'sex', levels: ['female', 'male'], weight: 1 },
    { code: 'age', levels: ['young', 'old'], weight: 1 },
  ],
  imbalance: 'range',
  preferencePerThousand: 800,
  length: 20,
};
const people = fc
  .array(fc.record({ sex: fc.constantFrom('female', 'male'), age: fc.constantFrom('young', 'old') }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((levels) =>
    levels.map((level, i) => ({ participantId: `p${i}`, stratum: 'all', position: i + 1, levels: level })),
  );

describe('an allocation explained', () => {
  it('from a list is the arm of its row', () => {
    const rows = generateList(simple, SEED);
    fc.assert(
      fc.property(people, (allocations) => {
        expect(explainLast(simple, rows, allocations)).toEqual({ arm: rows[allocations.length - 1]?.arm });
      }),
    );
  });

  it('of a minimised trial has the arm that follows, the throw of its row, and chances that make a whole die', () => {
    const rows = generateList(minimised, SEED);
    fc.assert(
      fc.property(people, (allocations) => {
        const why = explainLast(minimised, rows, allocations);
        const given = armsOf(minimised, rows, allocations);
        expect(why?.arm).toBe(given.at(-1));
        const { die, dieSides, chances = [], counts = [] } = why?.minimised ?? {};
        expect(String(die)).toBe(rows[allocations.length - 1]?.arm);
        expect(chances.reduce((sum, { sides }) => sum + sides, 0)).toBe(dieSides);
        const last = allocations.at(-1);
        for (const { factor, level, arms: counted } of counts) {
          expect(level).toBe(Object.entries(last?.levels ?? {}).find(([code]) => code === factor)?.[1]);
          for (const { arm, participants } of counted) {
            const before = allocations.slice(0, -1);
            const sharing = before.filter(
              ({ levels }, i) =>
                Object.entries(levels).some(([f, l]) => f === factor && l === level) && given[i] === arm,
            );
            expect(participants).toBe(sharing.length);
          }
        }
      }),
    );
  });

  it('is not told where a level or a row is missing', () => {
    const rows = generateList(minimised, SEED);
    const nobody = { participantId: 'p', stratum: 'all', position: 1, levels: { sex: 'female' } };
    expect(explainLast(minimised, rows, [nobody])).toBeUndefined();
    expect(explainLast(simple, [], [nobody])).toBeUndefined();
    expect(explainLast(simple, generateList(simple, SEED), [])).toBeUndefined();
  });
});
