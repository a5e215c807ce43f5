import { createHash } from 'node:crypto';
import { LIST_ALGORITHM, type ListRow } from '../../domain/permuted-blocks.js';
import { GENERATOR } from '../../domain/random.js';
import type { ListOrigin } from './sealed-list.js';

/**
 * SHA-256 in hexadecimal of a list in clear, as one line of JSON without spaces, keys in this order:
 * `{"algorithm","generator","arms":[[code,ratio]],"strata":[],"blockSizes":[],"length","seed","rows":[[stratum,position,block,arm]]}`.
 *
 * The seed belongs to it. A checksum of the rows alone would give them away: a small trial has so few possible lists
 * that whoever reads the checksum can try them all.
 */
export const checksumOf = ({ specification, seed }: ListOrigin, rows: readonly ListRow[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify({
        algorithm: LIST_ALGORITHM,
        generator: GENERATOR,
        arms: specification.arms.map(({ code, ratio }) => [code, ratio]),
        strata: specification.strata,
        blockSizes: specification.blockSizes,
        length: specification.length,
        seed,
        rows: rows.map(({ stratum, position, block, arm }) => [stratum, position, block, arm]),
      }),
    )
    .digest('hex');
