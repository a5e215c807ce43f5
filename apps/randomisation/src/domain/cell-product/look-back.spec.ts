import fc from 'fast-check';
import { recipientsOf, type PreparedProduct } from './look-back.js';

const prepared = (code: string, participantId: string, more: Partial<PreparedProduct> = {}): PreparedProduct => ({
  code,
  participantId,
  batch: 'B1',
  discarded: false,
  ...more,
});

describe('the recipients of a batch', () => {
  it('are those it was given to, whoever it was meant for, and those it is kept ready for', () => {
    const products = [
      prepared('1', 'P'),
      prepared('2', 'Q'),
      prepared('3', 'R'),
      prepared('4', 'S', { batch: 'B2' }),
      prepared('5', 'T', { discarded: true }),
    ];
    const given = [
      { code: '1', participantId: 'P' },
      { code: '2', participantId: 'X' },
      { code: '4', participantId: 'S' },
      { code: 'never prepared', participantId: 'Y' },
    ];
    expect(recipientsOf('B1', products, given)).toEqual([
      { code: '1', participantId: 'P', given: true },
      { code: '2', participantId: 'X', given: true },
      { code: '3', participantId: 'R', given: false },
    ]);
  });

  it('include somebody who was given what should have been thrown away', () => {
    expect(recipientsOf('B1', [prepared('1', 'P', { discarded: true })], [{ code: '1', participantId: 'P' }])).toEqual([
      { code: '1', participantId: 'P', given: true },
    ]);
  });

  it('of all batches together miss nobody who was given a known product, and name nobody twice for one product', () => {
    const code = fc.constantFrom('1', '2', '3', '4');
    const person = fc.constantFrom('P', 'Q', 'R');
    const products = fc.uniqueArray(
      fc.record({ code, participantId: person, batch: fc.constantFrom('B1', 'B2'), discarded: fc.boolean() }),
      { selector: (product) => product.code },
    );
    const given = fc.uniqueArray(fc.record({ code, participantId: person }), {
      selector: (each) => `${each.code} ${each.participantId}`,
    });
    fc.assert(
      fc.property(products, given, (made, used) => {
        const found = ['B1', 'B2'].flatMap((batch) => recipientsOf(batch, made, used));
        const known = used.filter((each) => made.some((product) => product.code === each.code));
        expect(found.filter((each) => each.given)).toHaveLength(known.length);
        const names = found.map((each) => `${each.code} ${each.participantId}`);
        expect(new Set(names).size).toBe(names.length);
        for (const { code: ready } of found.filter((each) => !each.given))
          expect(used.some((each) => each.code === ready)).toBe(false);
      }),
    );
  });
});
