import { civilDate, instant, type TimeZone } from '@trial/kernel';
import { isSuspectedReaction } from './causality.js';
import { organClasses, type OrganClass } from './ctcae/organ-classes.js';
import type { SnapshotEvent } from './safety-snapshot.js';
import { isSerious } from './seriousness.js';

/** Civil days of the sponsor, as `YYYY-MM-DD`; both count. */
export interface Interval {
  readonly from: string;
  readonly until: string;
}

/**
 * The serious suspected reactions of one interval, for the line listing of the annual report (ICH E2F 3.7.2). An event
 * belongs to the day on which the sponsor received it, because that is when it became safety data; while it waits for that, to
 * the day on which the investigator knew. The days are those of the sponsor's zone.
 */
export const reactionsIn = (
  events: readonly SnapshotEvent[],
  { from, until }: Interval,
  zone: TimeZone,
): readonly SnapshotEvent[] =>
  events.filter((event) => {
    const day = dayOf(event, zone);
    return isSeriousOne(event) && isSuspectedReaction(event.opinions) && day >= from && day <= until;
  });

/** The confirmed events of special interest of one interval, serious or not, by the same days. */
export const ofSpecialInterestIn = (
  events: readonly SnapshotEvent[],
  { from, until }: Interval,
  zone: TimeZone,
): readonly SnapshotEvent[] =>
  events.filter((event) => {
    const day = dayOf(event, zone);
    const isOne = event.status === 'confirmed' && (event.specialInterest ?? []).length > 0;
    return isOne && day >= from && day <= until;
  });

export interface CumulativeRow {
  readonly organClass: OrganClass;
  readonly term: string;
  readonly seriousEvents: number;
  readonly seriousReactions: number;
}

/** Serious events from the beginning of the trial to a day, by organ class and term (ICH E2F 3.7.3), in dictionary order. */
export function cumulativeTabulation(
  events: readonly SnapshotEvent[],
  until: string,
  zone: TimeZone,
): readonly CumulativeRow[] {
  const counted = events.filter((event) => isSeriousOne(event) && dayOf(event, zone) <= until);
  return organClasses.flatMap((organClass) => {
    const own = counted.filter((event) => event.organClass === organClass);
    return [...new Set(own.map(({ term }) => term))].sort().map((term) => {
      const ofTerm = own.filter((event) => event.term === term);
      const reactions = ofTerm.filter(({ opinions }) => isSuspectedReaction(opinions));
      return { organClass, term, seriousEvents: ofTerm.length, seriousReactions: reactions.length };
    });
  });
}

const isSeriousOne = ({ status, seriousness }: SnapshotEvent): boolean =>
  status === 'confirmed' && isSerious(seriousness);

const dayOf = ({ receipt, awareAt, recordedAt }: SnapshotEvent, zone: TimeZone): string =>
  civilDate(instant(receipt?.receivedAt ?? awareAt ?? recordedAt), zone).toString();
