import { Cipher } from './cipher.js';

const key = Buffer.alloc(32, 7);
const cipher = new Cipher(key, 'test');

describe('a cipher', () => {
  it('opens what it sealed at the same place', () => {
    expect(cipher.open(cipher.seal('größer als zwölf', 'row 1', 128), 'row 1')).toBe('größer als zwölf');
  });

  it('opens nothing that was moved to another place', () => {
    expect(cipher.open(cipher.seal('text', 'row 1', 128), 'row 2')).toBeUndefined();
  });

  it('opens nothing with the key of another environment', () => {
    expect(new Cipher(Buffer.alloc(32, 8), 'test').open(cipher.seal('text', 'row 1', 128), 'row 1')).toBeUndefined();
  });

  it('opens nothing of another environment, even should both have one key', () => {
    const sealed = cipher.seal('text', 'row 1', 128);
    expect(new Cipher(key, 'production').open(sealed, 'row 1')).toBeUndefined();
    expect(new Cipher(key, 'test').open(sealed, 'row 1')).toBe('text');
  });

  it.each([0, 12, 28, 155])('opens nothing when the byte at %i was altered', (at) => {
    const sealed = cipher.seal('text', 'row 1', 128);
    sealed[at] = (sealed[at] ?? 0) ^ 1;
    expect(cipher.open(sealed, 'row 1')).toBeUndefined();
  });

  it('opens nothing that was cut short', () => {
    expect(cipher.open(cipher.seal('text', 'row 1', 128).subarray(0, 20), 'row 1')).toBeUndefined();
  });

  it('gives texts of different lengths the same stored length, one unit more when they need it', () => {
    expect(cipher.seal('a', 'row', 128)).toHaveLength(12 + 16 + 128);
    expect(cipher.seal('a'.repeat(124), 'row', 128)).toHaveLength(12 + 16 + 128);
    expect(cipher.seal('a'.repeat(125), 'row', 128)).toHaveLength(12 + 16 + 256);
  });

  it('seals the same text differently each time, so that equal arms do not look equal', () => {
    const sealed = new Set(Array.from({ length: 50 }, () => cipher.seal('arm', 'row 1', 128).toString('hex')));
    expect(sealed.size).toBe(50);
  });

  it('has a name for its key that differs with the key', () => {
    expect(cipher.keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(new Cipher(Buffer.alloc(32, 7), 'production').keyId).toBe(cipher.keyId);
    expect(new Cipher(Buffer.alloc(32, 8), 'test').keyId).not.toBe(cipher.keyId);
  });
});
