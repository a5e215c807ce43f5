import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it('sorts names by code unit and writes no blanks', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: true, B: 0.5 })).toBe(
      '{"B":0.5,"a":true,"b":[1,{"c":"é","d":null}]}',
    );
  });

  it('sorts names of digits as text, as RFC 8785 does', () => {
    expect(canonicalJson({ 10: 'ten', 9: 'nine' })).toBe('{"10":"ten","9":"nine"}');
  });

  it('means the same as the value and is the same for any order of names', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
