import fc from 'fast-check';
import { Rejection } from '@trial/kernel';
import { cursorAfter, keyAfter, pageOf, pageSize } from './paging.js';

/** Sort keys as rows have them: any text that Postgres can hold. */
const keys = fc.string({ unit: 'grapheme' }).filter((key) => !key.includes('\u0000'));
const unreadable = new Rejection('cursor-not-readable', { rule: 'use the nextCursor of the page before' });

describe('a cursor', () => {
  it('gives back the key it was made of, and begins before the first row when there is none', () => {
    fc.assert(fc.property(keys, (key) => expect(keyAfter(cursorAfter(key))).toBe(key)));
    expect(keyAfter(undefined)).toBe('');
  });

  it('can stand in a query string as it is', () => {
    fc.assert(fc.property(keys, (key) => expect(cursorAfter(key)).toMatch(/^[\w-]*$/)));
  });

  it.each([
    ['padded', `${cursorAfter('W1')}=`],
    ['with a stray character', `${cursorAfter('W12')}*`],
    ['cut short', cursorAfter('0195a1f2').slice(0, -2) + '!'],
    ['in the other alphabet', '+/+/'],
    ['in clear text', "' or 1=1"],
    ['of bytes that are no text', Buffer.from([0xff, 0xfe, 0xfd]).toString('base64url')],
    ['that hides a zero byte', cursorAfter('a\u0000b')],
  ])('%s is refused', (_, cursor) => {
    expect(() => keyAfter(cursor)).toThrow(unreadable);
  });

  it('is refused or stands for exactly one key, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        let key: string;
        try {
          key = keyAfter(cursor);
        } catch (error) {
          expect(error).toMatchObject({ code: 'cursor-not-readable', details: { field: 'cursor' } });
          return;
        }
        expect(cursorAfter(key)).toBe(cursor);
      }),
    );
  });
});

describe('pages', () => {
  /** Rows as a database would answer: those after the cursor's key, in order, one more than asked for. */
  const found = (rows: readonly string[], cursor: string | undefined, limit: number): string[] =>
    rows.filter((row) => row > keyAfter(cursor)).slice(0, limit + 1);

  it('hold fifty rows unless said otherwise', () => {
    expect([pageSize({}), pageSize({ limit: 3 })]).toEqual([50, 3]);
  });

  it.each`
    rows               | items         | more
    ${[]}              | ${[]}         | ${false}
    ${['a']}           | ${['a']}      | ${false}
    ${['a', 'b']}      | ${['a', 'b']} | ${false}
    ${['a', 'b', 'c']} | ${['a', 'b']} | ${true}
  `('of two show $items of $rows', ({ rows, items, more }: { rows: string[]; items: string[]; more: boolean }) => {
    const page = pageOf(rows, 2, (row) => row);
    expect(page).toEqual(more ? { items, nextCursor: cursorAfter('b') } : { items });
  });

  it('show every row once, in order, whatever the size of a page', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (ids, limit) => {
        const rows = [...ids].sort();
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = pageOf(found(rows, cursor, limit), limit, (row) => row);
          seen.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(seen).toEqual(rows);
      }),
    );
  });
});
