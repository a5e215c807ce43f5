import { createHash, randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { z } from 'zod';
import { ALPHABET, codeFrom, codeOf, RANDOM_CHARACTERS } from '../../domain/downtime-code.js';
import { VaultCipher } from '../encryption/vault-cipher.js';

/** Goes with every pack; a change of anything below is a new version. `tools/README.md` says it for whoever opens one. */
export const ENVELOPES = 'trial-downtime-pack/1';

/** Where an envelope belongs: in another place it cannot be opened. */
export interface EnvelopePlace {
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
  readonly sealed: Buffer;
}

/** A code nobody has seen before. */
export const newCode = (): string => codeOf([...randomBytes(RANDOM_CHARACTERS)].map((byte) => byte % ALPHABET.length));

/** Seals an envelope under a code; every envelope of every pack has the same length. */
export async function sealEnvelope(
  place: EnvelopePlace,
  content: EnvelopeContent,
  code: string,
): Promise<SealedContent> {
  const salt = randomBytes(SALT_BYTES);
  const { list, stratum, position, arm } = content;
  const text = JSON.stringify({ list, stratum, position, arm });
  return { salt, sealed: new VaultCipher(await keyOf(code, salt)).seal(text, placeText(place), CONTENT_BYTES) };
}

/** What lies in an envelope; undefined when the code is not its own. */
export async function openEnvelope(
  place: EnvelopePlace,
  { salt, sealed }: SealedContent,
  code: string,
): Promise<EnvelopeContent | undefined> {
  const text = new VaultCipher(await keyOf(code, salt)).open(sealed, placeText(place));
  return text === undefined ? undefined : envelopeContent.parse(JSON.parse(text));
}

/** By which a damaged envelope is told from a wrong code. In hexadecimal. */
export const checksumOf = (place: EnvelopePlace, { salt, sealed }: SealedContent): string =>
  createHash('sha256').update(placeText(place)).update('\n').update(salt).update(sealed).digest('hex');

const placeText = ({ trialId, siteId, pack, envelope, stratum }: EnvelopePlace): string =>
  [ENVELOPES, trialId, siteId, pack, envelope, stratum].join('\n');

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
/** More than the longest stratum and arm take. */
const CONTENT_BYTES = 512;

const envelopeContent = z.object({ list: z.string(), stratum: z.string(), position: z.number(), arm: z.string() });
