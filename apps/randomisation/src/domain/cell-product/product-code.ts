import { Rejection } from '@trial/kernel';

/** Thirteen digits on the label of a prepared product; they say nothing of what it holds or of who came before. */
export type ProductCode = string;

/** `B` and nine digits: the number a batch has on this platform. Its maker's lot number would tell what it is. */
export type BatchNumber = string;

/** @param chance drawn by the caller, from 0; only its last twelve decimal digits count. */
export const productCode = (chance: bigint): ProductCode => withCheckDigit(lastDigits(chance, 12));

/** @param chance drawn by the caller, from 0; only its last eight decimal digits count. */
export const batchNumber = (chance: bigint): BatchNumber => `B${withCheckDigit(lastDigits(chance, 8))}`;

/** Whether a scan can be a product code: one digit misread, or two neighbours swapped, is always noticed. */
export const isProductCode = (text: string): boolean => /^\d{13}$/.test(text) && interim(text) === 0;

/** `Rejection('product-code-unreadable')` for a scan that cannot be one. */
export function checkProductCode(text: string): void {
  if (isProductCode(text)) return;
  throw new Rejection('product-code-unreadable', { field: 'productCode', rule: 'scan the label again' });
}

const lastDigits = (chance: bigint, count: number): string =>
  (chance % 10n ** BigInt(count)).toString().padStart(count, '0');

const withCheckDigit = (digits: string): string => `${digits}${interim(digits)}`;

/** The check of Damm (Dissertation, Marburg 2004): walking the digits of a good number through the table ends at 0. */
const interim = (digits: string): number =>
  [...digits].reduce((row, digit) => Number(TABLE[row]?.[Number(digit)] ?? Number.NaN), 0);

/** A totally anti-symmetric quasigroup of order ten. */
const TABLE = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;
