import { createHash } from 'node:crypto';
import { writeListFile } from '../../domain/list-file.js';
import { LIST_ALGORITHM, type ListRow } from '../../domain/permuted-blocks.js';
import { GENERATOR } from '../../domain/random.js';
import type { ListOrigin } from './sealed-list.js';

/**
 * SHA-256 in hexadecimal of a list in clear. Of a list that was uploaded: of its file, as `sha256sum` prints it. Of a list
 * made here: of one line of JSON without spaces, keys in this order:
 * `{"environment","trial","trialFile","algorithm","generator","arms":[[code,ratio]],"strata":[],"blockSizes":[],"length","seed",
 * "rows":[[stratum,position,block,arm]]}`; `trialFile` is the checksum of the trial file, where the rest is specified.
 *
 * Seed or salt belongs to it. A checksum of the rows alone would give them away: a small trial has so few possible lists
 * that whoever reads the checksum can try them all.
 */
export const checksumOf = (origin: ListOrigin, rows: readonly ListRow[]): string =>
  createHash('sha256').update(textOf(origin, rows), 'utf8').digest('hex');

function textOf(origin: ListOrigin, rows: readonly ListRow[]): string {
  if (origin.kind === 'uploaded') return writeListFile({ ...origin, rows });
  const { environment, trial, trialFile, specification, seed } = origin;
  return JSON.stringify({
    environment,
    trial,
    trialFile,
    algorithm: LIST_ALGORITHM,
    generator: GENERATOR,
    arms: specification.arms.map(({ code, ratio }) => [code, ratio]),
    strata: specification.strata,
    blockSizes: specification.blockSizes,
    length: specification.length,
    seed,
    rows: rows.map(({ stratum, position, block, arm }) => [stratum, position, block, arm]),
  });
}
