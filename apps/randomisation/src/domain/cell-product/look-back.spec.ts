import fc from 'fast-check';
import { recipientsOf, type TracedProduct } from './look-back.js';

const at = (participantId: string, siteId = 'S') => ({ participantId, siteId });
const prepared = (code: string, participantId: string, more: Partial<TracedProduct> = {}): TracedProduct => ({
  code,
  ...at(participantId),
  batchId: 'B1',
  discarded: false,
  given: [],
  ...more,
});

describe('the recipients of a batch', () => {
  it('are those it was given to, whoever it was meant for and wherever, and those it is kept ready for', () => {
    const products = [
      prepared('1', 'P', { given: [at('P')] }),
      prepared('2', 'Q', { given: [at('X', 'elsewhere')] }),
      prepared('3', 'R'),
      prepared('4', 'S', { batchId: 'B2', given: [at('S')] }),
      prepared('5', 'T', { discarded: true }),
    ];
    expect(recipientsOf('B1', products)).toEqual([
      { code: '1', ...at('P'), given: true },
      { code: '2', ...at('X', 'elsewhere'), given: true },
      { code: '3', ...at('R'), given: false },
    ]);
  });

  it('include somebody who was given what should have been thrown away', () => {
    expect(recipientsOf('B1', [prepared('1', 'P', { discarded: true, given: [at('P')] })])).toEqual([
      { code: '1', ...at('P'), given: true },
    ]);
  });

  it('of all batches together miss nobody who was given something, and name nobody as waiting for what was given', () => {
    const person = fc.constantFrom('P', 'Q', 'R').map((participantId) => at(participantId));
    const products = fc.uniqueArray(
      fc
        .record({
          code: fc.constantFrom('1', '2', '3', '4'),
          meant: person,
          batchId: fc.constantFrom('B1', 'B2'),
          discarded: fc.boolean(),
          given: fc.uniqueArray(person, { maxLength: 2, selector: ({ participantId }) => participantId }),
        })
        .map(({ meant, ...product }): TracedProduct => ({ ...product, ...meant })),
      { selector: ({ code }) => code },
    );
    fc.assert(
      fc.property(products, (made) => {
        const found = ['B1', 'B2'].flatMap((batch) => recipientsOf(batch, made));
        const uses = made.flatMap(({ code, given }) => given.map(({ participantId }) => `${code} ${participantId}`));
        const named = (given: boolean) =>
          found.filter((each) => each.given === given).map(({ code, participantId }) => `${code} ${participantId}`);
        expect(named(true).sort()).toEqual(uses.sort());
        const ready = made.filter(({ given, discarded }) => given.length === 0 && !discarded);
        expect(named(false)).toHaveLength(ready.length);
      }),
    );
  });
});
