import type { LineListing } from '@trial/contracts';
import { isSuspectedReaction } from '../domain/causality.js';
import { highestGrade } from '../domain/grade-segments.js';
import { isSerious } from '../domain/seriousness.js';
import type { SnapshotEvent } from '../domain/safety-snapshot.js';

/** One event as a line of a listing: what is not known is left out. */
export function adverseEventLine({
  grade: _,
  segments,
  specialInterest,
  receipt,
  goesToSponsor: __,
  ...event
}: SnapshotEvent): LineListing['items'][number] {
  return {
    ...known({ ...event, highestGrade: highestGrade(segments) }),
    seriousness: [...event.seriousness],
    localFindings: [...event.localFindings],
    ...(specialInterest ? { specialInterest: [...specialInterest] } : {}),
    grades: segments.map(({ ordinal: ___, ...segment }) => known(segment)),
    opinions: event.opinions.map(known),
    ...(event.verdict ? { verdict: known(event.verdict) } : {}),
    ...(receipt ? { receipt: receiptOf(receipt) } : {}),
    serious: isSerious(event.seriousness),
    suspected: isSuspectedReaction(event.opinions),
  } as LineListing['items'][number];
}

const receiptOf = ({ receivedAt, expectedness, by }: NonNullable<SnapshotEvent['receipt']>) => ({
  receivedAt,
  expectedness,
  by,
});

const known = (row: object): object => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
