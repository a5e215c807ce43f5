/** Why a value is not sent (HL7 NullFlavor, ICH E2B(R3) 3.3.6): masked, unknown, asked but unknown, not asked. */
export type WhyAbsent = 'MSK' | 'UNK' | 'ASKU' | 'NASK';

/** A value, or the reason why there is none; never both. */
export type Known<Value, Why extends WhyAbsent = WhyAbsent> = { readonly value: Value } | { readonly absent: Why };

/** A number with the UCUM code of its unit; the two are never apart. The number is decimal text, kept as it was given. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/**
 * A point in time known to some precision: `2025`, `2025-03`, `2025-03-04` or, with a time of day and its offset,
 * `2025-03-04T10:30+01:00` (seconds optional). What is not known is not padded.
 */
export type PartialMoment = string;

/** A term of MedDRA on the lowest level (LLT). Code and version come from a licensed dictionary, with the words coded. */
export interface MeddraCode {
  /** Eight digits. */
  readonly code: string;
  /** For example `29.0`; one and the same for the whole report. */
  readonly version: string;
}
