import { createHash } from 'node:crypto';
import { LIST_ALGORITHMS } from '../../domain/generate-list.js';
import type { ListRow } from '../../domain/list-row.js';
import { GENERATOR } from '../../domain/random.js';
import type { Specification } from '../../domain/specification.js';
import type { ListOrigin } from './sealed-list.js';

/**
 * SHA-256 in hexadecimal of a list in clear, as one line of JSON without spaces, keys in this order:
 * `{"algorithm","generator","arms":[[code,ratio]],…,"length","seed","rows":[[stratum,position,block,arm]]}`, where … is
 * `"strata":[],"blockSizes":[]` for permuted blocks, `"strata":[]` for simple randomisation and
 * `"factors":[[code,[level],weight]],"imbalance","preferencePerThousand"` for minimisation. The algorithm names the method.
 *
 * The seed belongs to it. A checksum of the rows alone would give them away: a small trial has so few possible lists
 * that whoever reads the checksum can try them all.
 */
export const checksumOf = ({ specification, seed }: ListOrigin, rows: readonly ListRow[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify({
        algorithm: LIST_ALGORITHMS[specification.method],
        generator: GENERATOR,
        arms: specification.arms.map(({ code, ratio }) => [code, ratio]),
        ...ofMethod(specification),
        length: specification.length,
        seed,
        rows: rows.map(({ stratum, position, block, arm }) => [stratum, position, block, arm]),
      }),
    )
    .digest('hex');

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
