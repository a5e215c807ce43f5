import { Rejection } from '@trial/kernel';
import type { AdverseEvent } from './adverse-event.js';
import type { LocalFindingLink } from './local-toxicity.js';

/**
 * Whether a finding may be said to be an event, now and in place of what was said before. Refused:
 * `adverse-event-not-confirmed`, `nothing-changed` when it is linked to this one, `reason-missing` when it is linked to
 * another and nobody says why that changes (AT5).
 */
export function mustBeLinkable(
  earlier: Pick<LocalFindingLink, 'adverseEventId'> | null,
  { id, status }: Pick<AdverseEvent, 'id' | 'status'>,
  reason: string | null,
): void {
  if (status !== 'confirmed')
    throw new Rejection('adverse-event-not-confirmed', {
      field: 'adverseEventId',
      rule: `the adverse event is ${status}: confirming a candidate links its findings by itself`,
    });
  if (!earlier) return;
  if (earlier.adverseEventId === id)
    throw new Rejection('nothing-changed', { field: 'adverseEventId', rule: 'the finding is linked to it already' });
  if (!reason?.trim())
    throw new Rejection('reason-missing', { field: 'reason', rule: 'it was linked to another event: say why' });
}
