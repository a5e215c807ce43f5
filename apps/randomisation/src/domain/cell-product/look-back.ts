import type { ParticipantId, SiteId } from '@trial/kernel';

/** Somebody at a site. */
interface Person {
  readonly participantId: ParticipantId;
  readonly siteId: SiteId;
}

/** A product, whom it was meant for, the batch it is of, and whom administrations say it was given to, right or wrong. */
export interface TracedProduct extends Person {
  readonly code: string;
  readonly batchId: string;
  readonly discarded: boolean;
  readonly given: readonly Person[];
}

export interface Recipient extends Person {
  readonly code: string;
  /** False while it is only prepared for the participant: they may still be spared. */
  readonly given: boolean;
}

/**
 * Everybody who received a product of a batch, whoever it was meant for, and those it is kept ready for (R36, R37). What
 * was thrown away reached nobody, unless it was given all the same.
 */
export const recipientsOf = (batchId: string, products: readonly TracedProduct[]): readonly Recipient[] =>
  products
    .filter((product) => product.batchId === batchId)
    .flatMap(({ code, participantId, siteId, discarded, given }): readonly Recipient[] => {
      if (given.length > 0) return given.map((person) => ({ ...person, code, given: true }));
      return discarded ? [] : [{ participantId, siteId, code, given: false }];
    });
