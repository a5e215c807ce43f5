import type { CaseReport } from './case-report.js';
import { visibleTo, type Reader } from './disclosure.js';
import type { CaseOpinion, Dose, OpenProduct, Product } from './drug.js';

/** What a reader is told of a product: the phrase of the blinded, or what it was. */
export function toldOf(product: Product, reader: Reader): { readonly facts: OpenProduct; readonly blinded: boolean } {
  if (!product.masked) return { facts: product.open, blinded: false };
  if (reader === 'regulator' && product.disclosed) return { facts: product.disclosed, blinded: false };
  const { phrase, given } = product;
  return { facts: { name: phrase, substances: [], doses: given.map(onlyGiven), notes: [] }, blinded: true };
}

/** Nothing but what both arms have, whatever else a row may carry at run time. */
const onlyGiven = ({ start, last, duration, route }: Dose): Dose => ({
  ...(start !== undefined && { start }),
  ...(last !== undefined && { last }),
  ...(duration !== undefined && { duration }),
  ...(route !== undefined && { route }),
});

/** The opinions a reader may see: not those about a drug they are not shown. */
export function opinionsFor(reader: Reader, report: CaseReport): readonly CaseOpinion[] {
  const shown = new Set(visibleTo(reader, report.drugs).map(({ id }) => id));
  return visibleTo(reader, report.opinions).filter(({ drugId }) => reader === 'regulator' || shown.has(drugId));
}
