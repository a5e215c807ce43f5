import { Rejection } from '@trial/kernel';
import { readAddress } from './address.js';

describe('an address', () => {
  it.each(['nurse@site.example', ' a.b+c@mail.site.example '])('%s is one', (text) => {
    expect(readAddress(text)).toBe(text.trim());
  });

  it.each([
    'aa',
    'a@b',
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    '<a@b.example>',
    'A <a@b.example>',
    'a..b@c.example',
    '"a b"@c.example',
    'a@-b.example',
    `${'a'.repeat(250)}@b.example`,
  ])('%j is none, and the refusal does not repeat it', (text) => {
    const refused = () => readAddress(text);
    expect(refused).toThrow(Rejection);
    try {
      refused();
    } catch (error) {
      expect(String(error)).toBe('Rejection: address-not-readable: one address such as name@example.org');
    }
  });
});
