/**
 * Where a key comes from. It is asked once, at start, and kept in memory alone; never in the database, so
 * that whoever has all of that has no key.
 */
export interface KeyProvider {
  /** 32 bytes. Throws, naming the setting that is wrong and never what it holds. */
  key(): Promise<Buffer>;
}

/** The key a setting gives as text. Strict: a key that is cut short or in another alphabet must not become another key. */
export function keyFrom(setting: string, text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== text.trim()) {
    throw new Error(`${setting} does not give a key: ${KEY_BYTES} bytes in base64`);
  }
  return key;
}

const KEY_BYTES = 32;
