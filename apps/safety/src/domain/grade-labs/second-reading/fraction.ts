/** An exact number: decimals in, no rounding ever. Slow, and nothing like the arithmetic it checks. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The decimal a number is printed as: 0.1 is one tenth. */
export function exactly(number: number): Fraction {
  const [digits = '', exponent = '0'] = number.toString().split('e');
  const [whole = '', decimals = ''] = digits.split('.');
  const power = Number(exponent) - decimals.length;
  const over = BigInt(whole + decimals);
  return power >= 0 ? { over: over * 10n ** BigInt(power), under: 1n } : { over, under: 10n ** BigInt(-power) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });
export const half = (a: Fraction): Fraction => ({ over: a.over, under: a.under * 2n });

/** Negative, zero or positive as `a` is below, at or above `b`. */
export function compared(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
