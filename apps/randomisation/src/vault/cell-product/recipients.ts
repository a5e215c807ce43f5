import { recipientsOf, type Recipient } from '../../domain/cell-product/look-back.js';
import type { ProductOfBatch } from './batch.reads.js';

/** The recipients of a batch among these products, each with the site where they are looked after. */
export function recipientsIn(
  batchId: string,
  products: readonly ProductOfBatch[],
): readonly (Recipient & { readonly siteId: string })[] {
  const given = products.flatMap(({ code, given: uses }) => uses.map((use) => ({ code, ...use })));
  const siteOf = ({ code, participantId }: Recipient): string =>
    given.find((use) => use.code === code && use.participantId === participantId)?.siteId ??
    products.find((product) => product.code === code)?.siteId ??
    '';
  return recipientsOf(
    batchId,
    products.map((product) => ({ ...product, batch: product.batchId })),
    given,
  ).map((recipient) => ({ ...recipient, siteId: siteOf(recipient) }));
}
