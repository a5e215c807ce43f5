import type { DumpedFile } from './dump.js';

/** A secret in one way of writing it down. */
export interface Form {
  readonly secret: string;
  readonly as: string;
  readonly bytes: Buffer;
}

/** How bytes may have been written: as they are, as text of two widths, in hexadecimal, in base64 wherever they begin. */
export function formsOf(secret: string, bytes: Buffer): Form[] {
  const text = bytes.toString('latin1');
  const wide = Buffer.from(text, 'utf16le');
  const forms: [as: string, bytes: Buffer][] = [
    ['bytes', bytes],
    ['capitals', Buffer.from(text.toUpperCase(), 'latin1')],
    ['two bytes each', wide],
    ['two bytes each, high first', Buffer.from(wide).swap16()],
    ['hexadecimal', Buffer.from(bytes.toString('hex'))],
    ['hexadecimal capitals', Buffer.from(bytes.toString('hex').toUpperCase())],
    ...[0, 1, 2].map((before): [string, Buffer] => [`base64 after ${before}`, inBase64(bytes, before)]),
    ...[0, 1, 2].map((before): [string, Buffer] => [
      `base64 of its hexadecimal after ${before}`,
      inBase64(Buffer.from(bytes.toString('hex')), before),
    ]),
  ];
  return forms.map(([as, written]) => ({ secret, as, bytes: written }));
}

/** The characters that depend on these bytes alone, when so many others stand before them. */
function inBase64(bytes: Buffer, before: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const whole = Math.floor(((before + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(Math.ceil((before * 8) / 6), whole));
}

/** Where any form of a secret stands in a file, once per form. */
export function secretsIn(file: DumpedFile, bytes: Buffer, forms: readonly Form[]): string[] {
  return forms.flatMap(({ secret, as, bytes: form }) => {
    const at = bytes.indexOf(form);
    return at < 0 ? [] : [`${file.name} at ${at}: ${secret}, ${as}`];
  });
}
