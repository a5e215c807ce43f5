import { createHash } from 'node:crypto';

/**
 * Chance that depends on the seed and on what it is for, never on the order in which it is asked: two runs of one seed
 * make the same choices however they interleave.
 */
export class Chance {
  constructor(seed) {
    this.seed = String(seed);
  }

  /** A number in [0, 1) for this purpose. */
  fraction(...purpose) {
    const digest = createHash('sha256')
      .update([this.seed, ...purpose].join('|'))
      .digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low, high, ...purpose) {
    return low + Math.floor(this.fraction(...purpose) * (high - low + 1));
  }

  /** True with the given probability. */
  happens(probability, ...purpose) {
    return this.fraction(...purpose) < probability;
  }

  pick(options, ...purpose) {
    return options[this.whole(0, options.length - 1, ...purpose)];
  }

  /** 32 bytes in hexadecimal, for the seed of the randomisation list. */
  hex(...purpose) {
    return createHash('sha256')
      .update([this.seed, ...purpose].join('|'))
      .digest('hex');
  }
}
