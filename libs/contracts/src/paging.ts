import { Rejection } from '@trial/kernel';
import { Text, Whole } from './fields.js';

/** What every list is asked with. */
export class PageRequest {
  @Text({ optional: true, max: 400, description: 'Where the last page ended: its `nextCursor`.' })
  cursor?: string;

  @Whole({ optional: true, min: 1, max: 200, description: 'How many at most; 50 unless said otherwise.' })
  limit?: number;
}

/** An opaque cursor over the sort key of the last row; stable under concurrent writes because keys only grow. */
export const cursorAfter = (key: string): string => Buffer.from(key, 'utf8').toString('base64url');

/** The sort key a cursor stands for, or the empty text before the first row. */
export function keyAfter(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (cursorAfter(key) !== cursor || key.includes('\u0000'))
    throw new Rejection('cursor-not-readable', { field: 'cursor', rule: 'use the nextCursor of the page before' });
  return key;
}

/** One page: what was found (`limit + 1` rows are asked for) and the cursor of the next, if there is more. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
): { items: Row[]; nextCursor?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, nextCursor: cursorAfter(keyOf(last)) } : { items };
}

export const pageSize = (request: PageRequest): number => request.limit ?? 50;
