import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import { mustBeConfirmed, type AdverseEvent } from './adverse-event.js';
import { isSerious } from './seriousness.js';
import { alwaysGoesToSponsor, type SpecialInterest } from './special-interest.js';

/**
 * The sponsor cannot receive what is still to come, nor what the investigator did not know yet: what counts is when they first
 * knew, not when something more became known. Refused: `received-in-future`, `received-before-awareness`.
 */
export function mustBeReceivedAfterAwareness(
  { awareAt }: Pick<AdverseEvent, 'awareAt'>,
  receivedAt: Instant,
  now: Instant,
): void {
  if (isAfter(receivedAt, now))
    throw new Rejection('received-in-future', { field: 'receivedAt', rule: 'it has not come yet' });
  if (awareAt && isBefore(receivedAt, awareAt))
    throw new Rejection('received-before-awareness', {
      field: 'receivedAt',
      rule: 'the investigator became aware of it later',
    });
}

/**
 * What the sponsor can take in: a serious event, one whose interest always goes to the sponsor, and one that was either so
 * that hours run: what was owed once is answered, and not before those hours began. Once: what was not serious when it came is
 * taken in again when it is, or was meanwhile so that hours run. Refused:
 * `adverse-event-not-confirmed`, `not-serious`, `already-received`, `received-before-awareness`.
 *
 * @param receipts what the sponsor took in of it so far.
 * @param hoursStarted since when the hours run that are not answered yet.
 */
export function mustBeReceivable(
  event: Pick<AdverseEvent, 'status' | 'seriousness'>,
  interests: readonly Pick<SpecialInterest, 'toSponsor'>[],
  receipts: readonly { readonly serious: boolean }[],
  receivedAt: Instant,
  hoursStarted: readonly Instant[],
): void {
  mustBeConfirmed(event);
  const isNews = isSerious(event.seriousness) || hoursStarted.length > 0;
  if (!isNews && !alwaysGoesToSponsor(interests))
    throw new Rejection('not-serious', {
      rule: 'it is neither serious nor of an interest that always goes to the sponsor',
    });
  if (receipts.some((receipt) => receipt.serious || !isNews))
    throw new Rejection('already-received', { rule: 'the sponsor took it in as it is' });
  mustFollowHours(receivedAt, hoursStarted);
}

/** What answers hours is received after the site learned what started them. Refused: `received-before-awareness`. */
export function mustFollowHours(receivedAt: Instant, hoursStarted: readonly Instant[]): void {
  if (hoursStarted.some((started) => isBefore(receivedAt, started)))
    throw new Rejection('received-before-awareness', {
      field: 'receivedAt',
      rule: 'the investigator learned later that it is serious, or of interest',
    });
}
