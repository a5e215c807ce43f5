import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { z } from 'zod';
import { ALPHABET, codeFrom, codeOf, RANDOM_CHARACTERS } from '../../domain/downtime-code.js';

/**
 * Goes with every pack; a change of anything below is a new version. `tools/README.md` says it for whoever opens one, and
 * `tools/open-envelope.mjs` shares no line with this: envelopes are not sealed as the vault seals what it keeps itself.
 */
export const ENVELOPES = 'trial-downtime-pack/1';

/** Where an envelope belongs: in another place it cannot be opened. */
export interface EnvelopePlace {
  readonly environment: string;
  readonly trialId: string;
  readonly siteId: string;
  /** The number of the pack. */
  readonly pack: number;
  readonly envelope: number;
  readonly stratum: string;
}

/** What lies in an envelope. */
export interface EnvelopeContent {
  readonly list: string;
  readonly stratum: string;
  readonly position: number;
  readonly arm: string;
}

export interface SealedContent {
  readonly salt: Buffer;
  /** Nonce, tag and ciphertext. */
  readonly sealed: Buffer;
}

/** A code nobody has seen before. */
export const newCode = (): string => codeOf([...randomBytes(RANDOM_CHARACTERS)].map((byte) => byte % ALPHABET.length));

/** Seals an envelope under a code (AES-256-GCM); every envelope of every pack has the same length. */
export async function sealEnvelope(
  place: EnvelopePlace,
  content: EnvelopeContent,
  code: string,
): Promise<SealedContent> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(code, salt), nonce);
  cipher.setAAD(Buffer.from(placeText(place), 'utf8'));
  const sealed = Buffer.concat([cipher.update(padded(content)), cipher.final()]);
  return { salt, sealed: Buffer.concat([nonce, cipher.getAuthTag(), sealed]) };
}

/** What lies in an envelope; undefined when the code is not its own. */
export async function openEnvelope(
  place: EnvelopePlace,
  { salt, sealed }: SealedContent,
  code: string,
): Promise<EnvelopeContent | undefined> {
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(code, salt), sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  decipher.setAAD(Buffer.from(placeText(place), 'utf8'));
  const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)).toString('utf8');
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return envelopeContent.parse(JSON.parse(text));
}

/** By which a damaged envelope is told from a wrong code. In hexadecimal. */
export const checksumOf = (place: EnvelopePlace, { salt, sealed }: SealedContent): string =>
  createHash('sha256').update(placeText(place)).update('\n').update(salt).update(sealed).digest('hex');

const placeText = ({ environment, trialId, siteId, pack, envelope, stratum }: EnvelopePlace): string =>
  [ENVELOPES, environment, trialId, siteId, pack, envelope, stratum].join('\n');

/** JSON with spaces behind it, which no reader of JSON minds. */
function padded({ list, stratum, position, arm }: EnvelopeContent): Buffer {
  const text = Buffer.from(JSON.stringify({ list, stratum, position, arm }), 'utf8');
  if (text.length > CONTENT_BYTES) throw new Error('what is to lie in an envelope is longer than an envelope');
  return Buffer.concat([text, Buffer.alloc(CONTENT_BYTES - text.length, ' ')]);
}

function keyOf(code: string, salt: Buffer): Promise<Buffer> {
  const secret = codeFrom(code);
  if (secret === undefined) throw new Error('this is no code');
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, SCRYPT, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** RFC 7914; takes 32 MB and a tenth of a second. */
const SCRYPT: ScryptOptions = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** More than the longest stratum and arm take. */
const CONTENT_BYTES = 512;

const envelopeContent = z.object({ list: z.string(), stratum: z.string(), position: z.number(), arm: z.string() });
