/**
 * The random bits of a new identifier as a number: chance that a rehearsal can repeat. The time in front of it is left out:
 * a code that grew with time would tell which products were made together.
 */
export const chanceOf = (id: string): bigint => BigInt(`0x${id.replaceAll('-', '').slice(-14)}`);
