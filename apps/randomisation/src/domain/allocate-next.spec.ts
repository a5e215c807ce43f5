import fc from 'fast-check';
import { allocateNext, nextAfter, type ListPosition } from './allocate-next.js';

const rows = (stratum: string, n: number): readonly ListPosition[] =>
  Array.from({ length: n }, (_, i) => ({ stratum, position: i + 1 }));
const list = [...rows('few', 4), ...rows('many', 6)];
const at = (stratum: string, ...positions: readonly number[]) => positions.map((position) => ({ stratum, position }));

describe('the next row of a list', () => {
  it('is the first one nobody has had in the stratum', () => {
    expect(allocateNext(list, 'many', [])).toEqual({ outcome: 'next', position: 1, left: 5 });
    expect(allocateNext(list, 'many', [...at('many', 2, 1), ...at('few', 1, 2, 3)])).toEqual({
      outcome: 'next',
      position: 3,
      left: 3,
    });
  });

  it('is the last one, with none left, and then there is no more', () => {
    expect(allocateNext(list, 'few', at('few', 1, 2, 3))).toEqual({ outcome: 'next', position: 4, left: 0 });
    expect(allocateNext(list, 'few', at('few', 1, 2, 3, 4))).toEqual({ outcome: 'list-exhausted' });
  });

  it('does not exist in a stratum the list does not have', () => {
    expect(() => allocateNext(list, 'none', [])).toThrow('no such stratum');
  });

  it.each([
    ['a gap', at('many', 1, 3)],
    ['a repeated row', at('many', 1, 1)],
    ['a row below the first', at('many', 0)],
  ])('is not given out while the used rows show %s', (_, used) => {
    expect(() => allocateNext(list, 'many', used)).toThrow('replay the allocations');
  });

  it('is never given twice and never leaves a gap, in whatever order strata ask and requests are aborted', () => {
    const request = fc.record({ stratum: fc.constantFrom('few', 'many'), aborted: fc.boolean() });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
        const used: ListPosition[] = [];
        for (const { stratum, aborted } of requests) {
          const next = allocateNext(list, stratum, used);
          if (next.outcome === 'next' && !aborted) used.push({ stratum, position: next.position });
        }
        for (const [stratum, size] of [
          ['few', 4],
          ['many', 6],
        ] as const) {
          const positions = used.filter((row) => row.stratum === stratum).map((row) => row.position);
          const asked = requests.filter((r) => r.stratum === stratum && !r.aborted).length;
          expect(positions).toEqual(Array.from({ length: Math.min(asked, size) }, (_, i) => i + 1));
        }
      }),
    );
  });

  it('follows from the two numbers kept under the lock as well', () => {
    expect(nextAfter(6, 2)).toEqual(allocateNext(list, 'many', at('many', 1, 2)));
    expect(nextAfter(6, 5)).toEqual({ outcome: 'next', position: 6, left: 0 });
    expect(nextAfter(6, 6)).toEqual({ outcome: 'list-exhausted' });
  });
});
