#!/usr/bin/env node
import { createDecipheriv, createHash, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Opens one envelope of a downtime pack with its code. Stands alone on purpose: nothing of the platform, no database, no
 * network. How an envelope is sealed is written in the README of this folder.
 *
 *   open-envelope FILE --envelope N --code CODE
 *
 * Prints what the envelope holds. Exit 1 when it cannot be opened, with the reason; 2 if it was not called as it must be.
 */
const PACK = 'trial-downtime-pack/1';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SCRYPT = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const NONCE = 12;
const TAG = 16;

class CannotOpen extends Error {}

function main(words) {
  const number = optionOf(words, '--envelope');
  const typed = optionOf(words, '--code');
  const [file, ...more] = words;
  if (!file || more.length > 0 || !/^[1-9]\d{0,3}$/.test(number ?? '') || !typed) {
    console.error('Usage: open-envelope FILE --envelope N --code CODE');
    return 2;
  }
  try {
    console.log(opened(packIn(file), Number(number), typed));
    return 0;
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    console.error(error.message);
    return 1;
  }
}

function optionOf(words, name) {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words.splice(at, 2)[1];
}

function packIn(file) {
  try {
    const pack = JSON.parse(readFileSync(file, 'utf8'));
    if (pack.format === PACK && Array.isArray(pack.envelopes)) return pack;
  } catch {
    // Said below, like any other file that is no pack.
  }
  throw new CannotOpen(`${file} is not a downtime pack that can be read`);
}

function opened({ environment, trialId, siteId, pack, envelopes }, number, typed) {
  const code = codeFrom(typed);
  if (!code)
    throw new CannotOpen('the code is mistyped: a character is wrong, missing or in another place; read it again');
  const found = envelopes.find((each) => each?.envelope === number);
  if (!found) throw new CannotOpen(`the pack has no envelope ${number}`);
  const place = [PACK, environment, trialId, siteId, pack, number, found.stratum].join('\n');
  const salt = Buffer.from(String(found.salt), 'hex');
  const sealed = Buffer.from(String(found.sealed), 'base64');
  const checksum = createHash('sha256').update(place).update('\n').update(salt).update(sealed).digest('hex');
  if (checksum !== found.checksum) throw new CannotOpen(`envelope ${number} is damaged; fetch the pack again`);
  const text = decrypted(sealed, scryptSync(code, salt, 32, SCRYPT), place);
  if (text === undefined) throw new CannotOpen(`this is not the code of envelope ${number}`);
  const { list, stratum, position, arm } = JSON.parse(text);
  return [
    ...(environment === 'production' ? [] : ['A TEST: this is no allocation of any participant']),
    `trial ${trialId}, site ${siteId}, pack ${pack}, envelope ${number}`,
    `stratum ${stratum}, position ${position} of list ${list}`,
    `arm ${arm}`,
  ].join('\n');
}

/** Capitals without dashes or spaces; undefined when the check character does not fit. */
function codeFrom(typed) {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = [...code].map((character) => ALPHABET.indexOf(character));
  if (values.length !== 20 || values.includes(-1)) return undefined;
  const check = values.reduce((sum, value) => (sum < 16 ? sum * 2 : (sum * 2) ^ 0b100101) ^ value, 0);
  return check === 0 ? code : undefined;
}

/** AES-256-GCM: nonce, tag, ciphertext; in it JSON with spaces behind. */
function decrypted(sealed, key, place) {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    decipher.setAAD(Buffer.from(place, 'utf8'));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

process.exitCode = main(process.argv.slice(2));
