import { cursorAfter, keyAfter, pageSize, type LineListing, type LineListingRequest } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { frozenEvents, knownCut } from '../data-cuts/data-cut.reads.js';
import { isSerious } from '../domain/seriousness.js';
import type { SnapshotEvent } from '../domain/safety-snapshot.js';
import { eventsAfter } from '../snapshot/snapshot.reads.js';
import { adverseEventLine } from './adverse-event-line.js';

type Line = LineListing['items'][number];

/** A reply holds at most 256 kB; a page ends where its lines, as JSON, reach this many characters. */
const LONGEST = 180_000;

/** How many events are read at a time. */
const BATCH = 200;

/** A page of the line listing: of now, or of a data cut, whose lines never change. */
export async function lineListingPage(tx: Transaction, request: LineListingRequest): Promise<LineListing> {
  const { trialId, dataCutId, which = 'confirmed' } = request;
  const cut = dataCutId === undefined ? undefined : await knownCut(tx, dataCutId);
  const next = cut ? await frozenEvents(tx, cut) : (after: string) => eventsAfter(tx, trialId, after, BATCH);
  const limit = pageSize(request);
  const items: Line[] = [];
  let [after, length] = [keyAfter(request.cursor), 0];
  for (let batch = await next(after); batch.length > 0; batch = await next(after)) {
    for (const event of batch) {
      if (isListed(event, which)) {
        const line = adverseEventLine(event);
        length += JSON.stringify(line).length;
        if (items.length === limit || (length > LONGEST && items.length > 0))
          return { items, nextCursor: cursorAfter(after) };
        items.push(line);
      }
      after = event.adverseEventId;
    }
  }
  return { items };
}

export function isListed(
  { status, seriousness, specialInterest = [] }: Pick<SnapshotEvent, 'status' | 'seriousness' | 'specialInterest'>,
  which: NonNullable<LineListingRequest['which']>,
): boolean {
  if (which === 'all') return true;
  if (status !== 'confirmed') return false;
  switch (which) {
    case 'confirmed':
      return true;
    case 'serious':
      return isSerious(seriousness);
    case 'special-interest':
      return specialInterest.length > 0;
  }
}
