import type { ParticipantId } from '@trial/kernel';

/** A product with the batch it was prepared from, which only the vault can say. */
export interface PreparedProduct {
  readonly code: string;
  readonly participantId: ParticipantId;
  readonly batch: string;
  readonly discarded: boolean;
}

/** What administrations say was given, right or wrong. */
export interface GivenProduct {
  readonly code: string;
  readonly participantId: ParticipantId;
}

export interface Recipient {
  readonly code: string;
  readonly participantId: ParticipantId;
  /** False while it is only prepared for the participant: they may still be spared. */
  readonly given: boolean;
}

/**
 * Everybody who received a product of a batch, first those it was given to, whoever it was meant for, then those it is
 * kept ready for (R36, R37). What was thrown away reached nobody.
 */
export function recipientsOf(
  batch: string,
  products: readonly PreparedProduct[],
  given: readonly GivenProduct[],
): readonly Recipient[] {
  const own = new Map(products.filter((product) => product.batch === batch).map((product) => [product.code, product]));
  const givenOfBatch = given.filter(({ code }) => own.has(code));
  const used = new Set(givenOfBatch.map(({ code }) => code));
  return [
    ...givenOfBatch.map(({ code, participantId }) => ({ code, participantId, given: true })),
    ...[...own.values()]
      .filter(({ code, discarded }) => !discarded && !used.has(code))
      .map(({ code, participantId }) => ({ code, participantId, given: false })),
  ];
}
