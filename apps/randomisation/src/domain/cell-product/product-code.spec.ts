import fc from 'fast-check';
import { batchNumber, checkProductCode, isProductCode, productCode } from './product-code.js';

const chance = fc.bigInt({ min: 0n, max: 2n ** 48n - 1n });
const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);

describe('the code on a prepared product', () => {
  it('is thirteen digits, the last of which checks the others', () => {
    expect(productCode(0n)).toBe('0000000000000');
    // 572 with check digit 4: the published example of the method.
    expect(productCode(572n)).toBe('0000000005724');
    expect(batchNumber(572n)).toBe('B000005724');
  });

  it('is readable as it was made', () => {
    fc.assert(fc.property(chance, (drawn) => expect(isProductCode(productCode(drawn))).toBe(true)));
  });

  it('notices every digit that is misread', () => {
    fc.assert(
      fc.property(chance, fc.nat(12), fc.integer({ min: 1, max: 9 }), (drawn, at, off) => {
        const code = productCode(drawn);
        expect(isProductCode(replaced(code, at, String((Number(code[at]) + off) % 10)))).toBe(false);
      }),
    );
  });

  it('notices every pair of neighbours that changed places', () => {
    fc.assert(
      fc.property(chance, fc.nat(11), (drawn, at) => {
        const code = productCode(drawn);
        const [one = '', other = ''] = [code[at], code[at + 1]];
        fc.pre(one !== other);
        expect(isProductCode(replaced(replaced(code, at, other), at + 1, one))).toBe(false);
      }),
    );
  });

  it('is never mistaken for the number of a batch, and the other way round', () => {
    fc.assert(fc.property(chance, (drawn) => expect(isProductCode(batchNumber(drawn))).toBe(false)));
  });

  it.each(['', '572', '000000000572x', '00000000057240', ' 000000005724'])('refuses to read %p', (text) => {
    expect(() => checkProductCode(text)).toThrow(expect.objectContaining({ code: 'product-code-unreadable' }));
  });
});
