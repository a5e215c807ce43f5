import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** Where people are treated, or anywhere else. */
export type SealedWhere = 'production' | 'test';

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce per text. The text is padded first, so that the length of
 * what is stored says nothing, and bound to its environment and place: moved to another row, list or environment it can
 * no longer be opened.
 */
export class Cipher {
  /** Names the key without telling it: a list that was sealed with another one says so. */
  readonly keyId: string;

  constructor(
    private readonly key: Buffer,
    readonly environment: SealedWhere,
  ) {
    this.keyId = createHash('sha256').update('vault key').update(key).digest('hex').slice(0, KEY_ID_DIGITS);
  }

  /** @param place where the text is kept; @param unit the stored length is a multiple of it, in bytes. */
  seal(text: string, place: string, unit: number): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(this.bound(place));
    const sealed = Buffer.concat([cipher.update(padded(text, unit)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** The text sealed for this place; undefined when it was altered, moved or sealed with another key. */
  open(sealed: Buffer, place: string): string | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE));
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      decipher.setAAD(this.bound(place));
      const text = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
      return text.subarray(LENGTH, LENGTH + text.readUInt32BE()).toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** A name for something that only whoever has the key can find out: the same each time, 32 hexadecimal digits. */
  nameOf(text: string): string {
    return createHmac('sha256', this.key)
      .update(this.bound(`name of ${text}`))
      .digest('hex')
      .slice(0, NAME_DIGITS);
  }

  private bound(place: string): Buffer {
    return Buffer.from(`${this.environment} ${place}`, 'utf8');
  }
}

const KEY_ID_DIGITS = 8;
const NAME_DIGITS = 32;
const NONCE = 12;
const TAG = 16;
/** Bytes in front of the text that say how long it is. */
const LENGTH = 4;

function padded(text: string, unit: number): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const buffer = Buffer.alloc(Math.ceil((LENGTH + bytes.length) / unit) * unit);
  buffer.writeUInt32BE(bytes.length);
  bytes.copy(buffer, LENGTH);
  return buffer;
}
