import { Rejection } from '@trial/kernel';

/** An arm and its share: ratios 2 and 1 put two participants in the first arm for each one in the second. */
export interface Arm {
  readonly code: string;
  readonly ratio: number;
}

/** What a statistician approves before any list exists (ICH E6(R3), 4.3.4). The method is a value of the trial file. */
export type Specification = PermutedBlocks | Simple | Minimisation;

/** A characteristic to balance: its levels, and what an imbalance in it counts for beside the other factors. */
export interface MinimisationFactor {
  readonly code: string;
  readonly levels: readonly string[];
  /** A whole number from 1. */
  readonly weight: number;
}

interface Design {
  readonly arms: readonly Arm[];
  /** Rows wanted in every stratum. */
  readonly length: number;
}

interface Stratified extends Design {
  /**
   * At least one. The place of a stratum in this list selects its stream of chance, so a stratum added after go-live
   * goes to the end and touches no earlier row (R16).
   */
  readonly strata: readonly string[];
}

/**
 * Balanced stretches of rows in random order. Block sizes are as secret as the list itself: whoever knows them can
 * compute the end of a block (ICH E9, 2.3.2).
 */
export interface PermutedBlocks extends Stratified {
  readonly method: 'permuted-blocks';
  /**
   * Sizes a block may have, in rows; each block draws its size from them, all equally likely. The last block is
   * completed, so a stratum may have a few rows more than asked for.
   */
  readonly blockSizes: readonly number[];
}

/** Every row drawn on its own, in the ratio: nothing to guess, nothing balanced. */
export interface Simple extends Stratified {
  readonly method: 'simple';
}

/** The arm that keeps the factors balanced is preferred, never certain (`minimisation.ts`). */
export interface Minimisation extends Design {
  readonly method: 'minimisation';
  readonly factors: readonly MinimisationFactor[];
  /** How the difference between arms within a level is measured. */
  readonly imbalance: 'range' | 'variance';
  /**
   * How often of 1000 the preferred arm is taken, 501 to 999, when it is the arm with the smallest ratio; in equal
   * ratio, whichever it is. A whole number, so that no decision hangs on the rounding of a machine.
   */
  readonly preferencePerThousand: number;
}

/** The longest list of one stratum; beyond it a specification holds a typing error. */
export const LONGEST_LIST = 100_000;

/** The one stratum of a trial that is not stratified, and of minimisation, which balances factors by itself. */
export const UNSTRATIFIED = 'all';

/** The strata of the list, in its order. */
export const strataIn = (specification: Specification): readonly string[] =>
  specification.method === 'minimisation' ? [UNSTRATIFIED] : specification.strata;

/** Rows in the smallest set that holds the arms in their ratio, as the ratio is written. */
export const ratioSum = (arms: readonly Arm[]): number => arms.reduce((sum, arm) => sum + arm.ratio, 0);

/** The ratio of the arms in lowest terms: 4:2 is 2:1. */
export function lowestRatios(arms: readonly Arm[]): readonly number[] {
  const divisor = arms.reduce((common, { ratio }) => greatestCommonDivisor(common, ratio), 0);
  return arms.map(({ ratio }) => ratio / divisor);
}

/** The smallest number all of these divide. */
export const leastCommonMultiple = (numbers: readonly number[]): number =>
  numbers.reduce((multiple, number) => (multiple / greatestCommonDivisor(multiple, number)) * number, 1);

/**
 * Refuses a specification no list may be made from, with the first thing wrong. `Rejection`:
 * `block-size-not-multiple`, `block-size-predictable` (a block of two), and `specification-not-usable` with the field
 * and the rule for all others (arms, ratios, strata, length, missing or repeated block sizes, factors, preference).
 */
export function checkSpecification(specification: Specification): void {
  checkArms(specification.arms);
  if (specification.method !== 'minimisation') checkStrata(specification.strata);
  const { length } = specification;
  if (!Number.isInteger(length) || length < 1 || length > LONGEST_LIST) {
    refuse('specification-not-usable', 'length', `a whole number of rows from 1 to ${LONGEST_LIST}`);
  }
  if (specification.method === 'permuted-blocks') checkBlockSizes(specification);
  if (specification.method === 'minimisation') checkMinimisation(specification);
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

function checkBlockSizes({ arms, blockSizes, length }: PermutedBlocks): void {
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

/** Beyond it a die that is fair to every subset of the arms has more sides than 32 bits can throw. */
const LARGEST_MINIMISED_SUM = 12;

function checkMinimisation({ arms, factors, imbalance, preferencePerThousand, length }: Minimisation): void {
  const ratios = lowestRatios(arms);
  if (ratios.reduce((sum, ratio) => sum + ratio, 0) > LARGEST_MINIMISED_SUM) {
    refuse('specification-not-usable', 'arms', `ratios for minimisation add up to ${LARGEST_MINIMISED_SUM} at most`);
  }
  if (!Number.isInteger(preferencePerThousand) || preferencePerThousand < 501 || preferencePerThousand > 999) {
    refuse('specification-not-usable', 'preferencePerThousand', 'more than a coin and less than certain: 501 to 999');
  }
  checkFactors(factors);
  const weights = factors.reduce((sum, { weight }) => sum + weight, 0);
  const largest = length * leastCommonMultiple(ratios);
  if (!Number.isSafeInteger(weights * (imbalance === 'range' ? largest : (arms.length * largest) ** 2))) {
    refuse('specification-not-usable', 'factors', 'weights so large that the imbalance is no exact whole number');
  }
}

function checkFactors(factors: readonly MinimisationFactor[]): void {
  if (factors.length === 0) refuse('specification-not-usable', 'factors', 'minimisation balances one factor or more');
  if (repeats(factors.map(({ code }) => code))) {
    refuse('specification-not-usable', 'factors', 'every factor is named once');
  }
  if (factors.some(({ levels }) => levels.length === 0 || repeats(levels))) {
    refuse('specification-not-usable', 'factors', 'a factor has levels, each named once');
  }
  if (factors.some(({ weight }) => !Number.isInteger(weight) || weight < 1)) {
    refuse('specification-not-usable', 'factors', 'the weight of a factor is a whole number from 1');
  }
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

const repeats = (values: readonly (string | number)[]): boolean => new Set(values).size < values.length;

function refuse(code: string, field: string, rule: string): never {
  throw new Rejection(code, { field, rule });
}
