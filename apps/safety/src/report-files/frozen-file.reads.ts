import { cursorAfter, keyAfter, type LineListingRequest } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { DataCut } from '../data-cuts/data-cut.table.js';
import { contentOfPart, contentParts, frozenEvents, knownParts } from '../data-cuts/data-cut.reads.js';
import { contentOf } from '../data-cuts/frozen-content.js';
import { isListed } from '../reports/line-listing.reads.js';
import { listingHead, listingLines } from './listing-csv.js';
import { endOfPiece, LONGEST, numberIn, type Piece } from './pieces.js';

/**
 * The next piece of a line listing: whole events, from the parts they lie in. The first is given when the whole cut was found
 * to be as it was frozen, each further one when its own parts were.
 */
export async function listingPiece(
  tx: Transaction,
  cut: DataCut,
  which: NonNullable<LineListingRequest['which']>,
  cursor: string | undefined,
): Promise<Piece> {
  if (cursor === undefined) await contentParts(tx, cut);
  let after = keyAfter(cursor);
  let text = cursor === undefined ? listingHead : '';
  const next = await frozenEvents(tx, cut);
  for (let batch = await next(after); batch.length > 0;) {
    for (const event of batch) {
      const lines = isListed(event, which) ? listingLines(event) : '';
      if (text.length + lines.length > LONGEST && text.length > 0) return { text, nextCursor: cursorAfter(after) };
      text += lines;
      after = event.adverseEventId;
    }
    batch = await next(after);
  }
  return { text };
}

/** The next piece of the content as it was hashed, checked likewise. A cursor is the number of the part and a place in it. */
export async function contentPiece(tx: Transaction, cut: DataCut, cursor: string | undefined): Promise<Piece> {
  const [part = '', place = ''] = keyAfter(cursor).split(' ');
  const [index, from] = [numberIn(part), numberIn(place)];
  if (cursor === undefined) await contentParts(tx, cut);
  const parts = await knownParts(tx, cut);
  // The texts between the parts, and instead of each part a mark by which it is found.
  const texts = [
    ...contentOf(
      cut,
      parts.map(({ kind, ordinal }) => ({ kind, content: `${kind} ${ordinal}` })),
    ),
  ];
  const text = texts[index] ?? '';
  const of = parts.find(({ kind, ordinal }) => [`${kind} ${ordinal}`, `,${kind} ${ordinal}`].includes(text));
  const whole = of ? `${text.startsWith(',') ? ',' : ''}${await contentOfPart(tx, cut, of)}` : text;
  const until = endOfPiece(whole, from);
  const next = until < whole.length ? [index, until] : [index + 1, 0];
  const isLast = (next[0] ?? 0) >= texts.length;
  return { text: whole.slice(from, until), ...(isLast ? {} : { nextCursor: cursorAfter(next.join(' ')) }) };
}
