import fc from 'fast-check';
import { allocateNext } from './allocate-next.js';
import { armsOf } from './arm-of.js';
import { generateList } from './generate-list.js';
import { replay as replayed, type Allocation } from './replay.js';
import type { Specification } from './specification.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const arms = [
  { code: 'A', ratio: 1 },
  { code: 'B', ratio: 1 },
];
const specification: Specification = {
  method: 'permuted-blocks',
  arms,
  strata: ['few', 'many'],
  blockSizes: [4, 6],
  length: 12,
};
const list = generateList(specification, SEED);
const replay = (rows: typeof list, allocations: readonly Allocation[]) => replayed(specification, rows, allocations);

/** What honest allocation makes of participants asking in this order. */
function allocate(strata: readonly string[]): readonly Allocation[] {
  const allocations: Allocation[] = [];
  strata.forEach((stratum, i) => {
    const next = allocateNext(list, stratum, allocations);
    if (next.outcome !== 'next') return;
    const row = list.find((r) => r.stratum === stratum && r.position === next.position);
    if (row) {
      const { position, arm } = row;
      allocations.push({ participantId: `participant-${i}`, stratum, position, levels: { ulcers: stratum }, arm });
    }
  });
  return allocations;
}

const honest = allocate(['few', 'many', 'few', 'few', 'many']);
const other = (arm: string) => (arm === 'A' ? 'B' : 'A');
const changed = (i: number, change: Partial<Allocation>) =>
  honest.map((allocation, j) => (i === j ? { ...allocation, ...change } : allocation));

describe('replaying the allocations', () => {
  it('finds nothing after honest allocation in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('few', 'many'), { maxLength: 40 }), (strata) => {
        const allocations = allocate(strata);
        expect(replay(list, allocations)).toEqual({ matched: allocations.length, findings: [] });
      }),
    );
  });

  it.each([
    ['another arm than the list says', changed(2, { arm: other(honest[2]?.arm ?? '') }), 'arm-mismatch', 'few', 2],
    ['a row the list does not have', changed(4, { position: 99 }), 'row-unknown', 'many', 99],
    [
      'one participant with two rows',
      changed(4, { participantId: 'participant-0' }),
      'participant-repeated',
      'many',
      2,
    ],
    ['a row nobody holds', honest.filter((_, i) => i !== 2), 'position-gap', 'few', 2],
    ['rows taken in the wrong order', [...honest].reverse(), 'position-inverted', 'few', 1],
  ])('finds %s', (_, allocations, code, stratum, position) => {
    expect(replay(list, allocations).findings).toContainEqual(expect.objectContaining({ code, stratum, position }));
  });

  it('finds one row with two participants', () => {
    const twice = [...honest, ...honest.slice(-1).map((last) => ({ ...last, participantId: 'participant-9' }))];
    expect(replay(list, twice).findings).toEqual([
      { code: 'position-repeated', stratum: 'many', position: 2, participantId: 'participant-9' },
    ]);
  });

  it('finds arm labels that were decoded the wrong way round in every single row', () => {
    const swapped = honest.map((allocation) => ({ ...allocation, arm: other(allocation.arm) }));
    const { matched, findings } = replay(list, swapped);
    expect(matched).toBe(0);
    expect(findings.map((finding) => finding.code)).toEqual(honest.map(() => 'arm-mismatch'));
  });

  it('says where and who, never which arm', () => {
    const swapped = honest.map((allocation) => ({ ...allocation, arm: other(allocation.arm) }));
    for (const finding of replay(list, swapped).findings) {
      expect(Object.keys(finding).sort()).toEqual(['code', 'participantId', 'position', 'stratum']);
    }
  });
});

describe('replaying a minimised trial', () => {
  const minimisation: Specification = {
    method: 'minimisation',
    arms,
    factors: [{ code: 'ulcers', levels: ['few', 'many'], weight: 1 }],
    imbalance: 'range',
    preferencePerThousand: 900,
    length: 30,
  };
  const dice = generateList(minimisation, SEED);
  const positions = dice.map(({ stratum, position }) => ({
    participantId: `participant-${position}`,
    stratum,
    position,
    levels: { ulcers: position % 3 === 0 ? 'few' : 'many' },
  }));
  const trial = armsOf(minimisation, dice, positions).map((arm, i) => ({ ...positions[i], arm })) as Allocation[];
  const findingsAfter = (i: number, change: Partial<Allocation>) =>
    replayed(
      minimisation,
      dice,
      trial.map((allocation, j) => (i === j ? { ...allocation, ...change } : allocation)),
    ).findings;

  it('finds nothing after honest allocation', () => {
    expect(replayed(minimisation, dice, trial)).toEqual({ matched: 30, findings: [] });
  });

  it('finds another arm than list and levels make', () => {
    expect(findingsAfter(7, { arm: other(trial[7]?.arm ?? '') })).toEqual([
      { code: 'arm-mismatch', stratum: 'all', position: 8, participantId: 'participant-8' },
    ]);
  });

  it('finds levels that were changed after the allocation, by the arms of those who follow', () => {
    const changed = trial.map((_, i) => findingsAfter(i, { levels: { ulcers: i % 3 === 2 ? 'many' : 'few' } }));
    expect(changed.filter((findings) => findings.length > 0).length).toBeGreaterThan(10);
    expect(changed.flat().every(({ code }) => code === 'arm-mismatch')).toBe(true);
  });

  it('finds levels that are missing', () => {
    expect(findingsAfter(7, { levels: {} })).toContainEqual(
      expect.objectContaining({ code: 'levels-unknown', position: 8 }),
    );
  });

  it('finds a position the list does not have', () => {
    expect(findingsAfter(29, { position: 99 })).toContainEqual(
      expect.objectContaining({ code: 'row-unknown', position: 99 }),
    );
  });
});
