import { isAfter, isBefore, Rejection, type Instant } from '@trial/kernel';
import type { AdverseEvent } from './adverse-event.js';

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
