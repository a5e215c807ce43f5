import { Rejection } from '@trial/kernel';

/** An arm and its share: ratios 2 and 1 put two participants in the first arm for each one in the second. */
export interface Arm {
  readonly code: string;
  readonly ratio: number;
}

/**
 * What a statistician approves before any list exists (ICH E6(R3), 4.3.4). Block sizes are as secret as the list
 * itself: whoever knows them can compute the end of a block (ICH E9, 2.3.2).
 */
export interface Specification {
  readonly arms: readonly Arm[];
  /**
   * At least one. The place of a stratum in this list selects its stream of chance, so a stratum added after go-live
   * goes to the end and touches no earlier row (R16).
   */
  readonly strata: readonly string[];
  /** Sizes a block may have, in rows; each block draws its size from them, all equally likely. */
  readonly blockSizes: readonly number[];
  /** Rows wanted in every stratum; the last block is completed, so there may be a few more. */
  readonly length: number;
}

/** The longest list of one stratum; beyond it a specification holds a typing error. */
export const LONGEST_LIST = 100_000;

/** Rows in the smallest set that holds the arms in their ratio. */
export const ratioSum = (arms: readonly Arm[]): number => arms.reduce((sum, arm) => sum + arm.ratio, 0);

/**
 * Refuses a specification no list may be made from, with the first thing wrong. `Rejection`:
 * `block-size-not-multiple`, `block-size-predictable` (a block of two), and `specification-not-usable` with the field
 * and the rule for all others (arms, ratios, strata, length, missing or repeated block sizes).
 */
export function checkSpecification(specification: Specification): void {
  checkArms(specification.arms);
  checkStrata(specification.strata);
  const { length } = specification;
  if (!Number.isInteger(length) || length < 1 || length > LONGEST_LIST) {
    refuse('specification-not-usable', 'length', `a whole number of rows from 1 to ${LONGEST_LIST}`);
  }
  checkBlockSizes(specification);
}

function checkArms(arms: readonly Arm[]): void {
  if (arms.length < 2) refuse('specification-not-usable', 'arms', 'chance decides between two arms or more');
  if (repeats(arms.map((arm) => arm.code))) refuse('specification-not-usable', 'arms', 'every arm is named once');
  if (arms.some((arm) => !Number.isInteger(arm.ratio) || arm.ratio < 1)) {
    refuse('specification-not-usable', 'arms', 'the ratio of an arm is a whole number from 1');
  }
}

function checkStrata(strata: readonly string[]): void {
  if (strata.length === 0)
    refuse('specification-not-usable', 'strata', 'a trial without stratification has one stratum');
  if (repeats(strata)) refuse('specification-not-usable', 'strata', 'every stratum is named once');
}

function checkBlockSizes({ arms, blockSizes, length }: Specification): void {
  if (blockSizes.length === 0) refuse('specification-not-usable', 'blockSizes', 'at least one block size');
  if (repeats(blockSizes)) refuse('specification-not-usable', 'blockSizes', 'every block size is named once');
  for (const size of blockSizes) checkBlockSize(size, ratioSum(arms), length);
}

function checkBlockSize(size: number, sum: number, length: number): void {
  if (!Number.isInteger(size) || size < 1 || size % sum !== 0) {
    refuse('block-size-not-multiple', 'blockSizes', `a block holds the arms in their ratio: a multiple of ${sum}`);
  }
  if (size === 2) {
    refuse('block-size-predictable', 'blockSizes', 'in a block of two the first allocation discloses the second');
  }
  if (size > length) refuse('specification-not-usable', 'blockSizes', 'a block fits into the list it balances');
}

const repeats = (values: readonly (string | number)[]): boolean => new Set(values).size < values.length;

function refuse(code: string, field: string, rule: string): never {
  throw new Rejection(code, { field, rule });
}
