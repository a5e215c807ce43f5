import fc from 'fast-check';
import { instantAt } from '@trial/kernel';
import { RandomIds, ReproducibleIds, uuidV7 } from './ids.js';

const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const bits = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((bytes) => Buffer.from(bytes));

describe('a UUID of version 7', () => {
  it('is time, version, variant and the given bits, as RFC 9562 lays them out', () => {
    expect(uuidV7(instantAt(0x017f22e279b0), Buffer.from('0cc398dc0c0c07398f00', 'hex'))).toBe(
      '017f22e2-79b0-7cc3-98dc-0c0c07398f00',
    );
  });

  it('has version 7 and the variant of the standard, whatever the bits', () => {
    fc.assert(
      fc.property(moments, bits, (at, chance) => {
        expect(uuidV7(instantAt(at), chance)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        );
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(moments, moments, bits, bits, (one, other, some, more) => {
        fc.pre(one < other);
        expect(uuidV7(instantAt(one), some) < uuidV7(instantAt(other), more)).toBe(true);
      }),
    );
  });

  it('leaves the bits it was given as they were', () => {
    const given = Buffer.alloc(10, 0xff);
    uuidV7(instantAt(0), given);
    expect(given).toEqual(Buffer.alloc(10, 0xff));
  });
});

describe('reproducible ids', () => {
  const idOf = (seed: string, cause: string, ordinal: number): string =>
    uuidV7(instantAt(0), new ReproducibleIds(seed).bitsFor(cause, ordinal));
  const causes = fc.tuple(fc.string(), fc.nat(50));

  it('are the same for the same seed, cause and ordinal, in this release and the next', () => {
    expect(idOf('rehearsal', 'safety key-1', 0)).toBe(idOf('rehearsal', 'safety key-1', 0));
    expect(idOf('rehearsal', 'safety key-1', 0)).toBe('00000000-0000-738a-8dca-a38106bda5d1');
  });

  it('do not depend on what was asked before', () => {
    fc.assert(
      fc.property(fc.array(causes), causes, (before, [cause, ordinal]) => {
        const ids = new ReproducibleIds('seed');
        for (const [earlier, number] of before) ids.bitsFor(earlier, number);
        expect(ids.bitsFor(cause, ordinal)).toEqual(new ReproducibleIds('seed').bitsFor(cause, ordinal));
      }),
    );
  });

  it('differ as soon as the cause, the ordinal or the seed differs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(causes, { selector: String, minLength: 2, maxLength: 40 }), (works) => {
        const ids = works.flatMap(([cause, ordinal]) => [idOf('one', cause, ordinal), idOf('other', cause, ordinal)]);
        expect(new Set(ids).size).toBe(works.length * 2);
      }),
    );
  });
});

it('random ids do not repeat', () => {
  const source = new RandomIds();
  expect(new Set(Array.from({ length: 1_000 }, () => source.bitsFor().toString('hex'))).size).toBe(1_000);
});
