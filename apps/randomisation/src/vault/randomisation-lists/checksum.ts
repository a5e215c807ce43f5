import { createHash } from 'node:crypto';
import { LIST_ALGORITHMS } from '../../domain/generate-list.js';
import { writeListFile } from '../../domain/list-file.js';
import type { ListRow } from '../../domain/list-row.js';
import { GENERATOR } from '../../domain/random.js';
import type { Specification } from '../../domain/specification.js';
import type { ListOrigin } from './sealed-list.js';

/**
 * SHA-256 in hexadecimal of a list in clear. Of a list that was uploaded: of its file, as `sha256sum` prints it. Of a list
 * made here: of one line of JSON without spaces, keys in this order:
 * `{"environment","trial","trialFile","algorithm","generator","arms":[[code,ratio]],…,"length","seed",
 * "rows":[[stratum,position,block,arm]]}`, where … is `"strata":[],"blockSizes":[]` for permuted blocks, `"strata":[]` for simple
 * randomisation and `"factors":[[code,[level],weight]],"imbalance","preferencePerThousand"` for minimisation. `trialFile` is
 * the checksum of the trial file, where the rest is specified.
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
    algorithm: LIST_ALGORITHMS[specification.method],
    generator: GENERATOR,
    arms: specification.arms.map(({ code, ratio }) => [code, ratio]),
    ...ofMethod(specification),
    length: specification.length,
    seed,
    rows: rows.map(({ stratum, position, block, arm }) => [stratum, position, block, arm]),
  });
}

function ofMethod(specification: Specification): object {
  switch (specification.method) {
    case 'permuted-blocks':
      return { strata: specification.strata, blockSizes: specification.blockSizes };
    case 'simple':
      return { strata: specification.strata };
    case 'minimisation': {
      const { factors, imbalance, preferencePerThousand } = specification;
      return {
        factors: factors.map(({ code, levels, weight }) => [code, levels, weight]),
        imbalance,
        preferencePerThousand,
      };
    }
  }
}
