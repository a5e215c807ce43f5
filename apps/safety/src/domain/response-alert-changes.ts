import type { Instant } from '@trial/kernel';
import type { AdverseEvent, AdverseEventId, ResponseAlertId } from './adverse-event.js';

/** An alert of a response on record. Taken back by a correction and set off again, it is another one, and asks again. */
export interface KnownAlert {
  readonly id: ResponseAlertId;
  /** The code of the rule in the trial file. */
  readonly code: string;
  readonly responseId: string;
  /** The last version of the response that was heard. */
  readonly responseVersion: number;
  /** When a correction took it back; null while the response still sets it off. */
  readonly withdrawnAt: Instant | null;
  readonly proposedEventId: AdverseEventId;
}

/** What one version of a response sets off: all of it. */
export interface SetOff {
  readonly responseVersion: number;
  readonly alerts: readonly string[];
}

/** What news of one version changes of the alerts on record. */
export interface AlertChanges {
  readonly raised: readonly string[];
  readonly withdrawn: readonly KnownAlert[];
  /** A later version spoke before this one was heard: what this one sets off was taken back since. */
  readonly isLate: boolean;
}

/**
 * Compares what one version sets off with everything on record of the response. In whichever order versions are heard, each
 * alert proposes, and what stands is what the newest says.
 */
export function alertChanges(known: readonly KnownAlert[], { responseVersion, alerts }: SetOff): AlertChanges {
  const isLate = known.some((each) => each.responseVersion > responseVersion);
  if (isLate) {
    const unheard = alerts.filter((code) => !known.some((each) => each.code === code));
    return { raised: unheard, withdrawn: [], isLate };
  }
  const standing = known.filter(({ withdrawnAt }) => withdrawnAt === null);
  return {
    raised: alerts.filter((code) => !standing.some((each) => each.code === code)),
    withdrawn: standing.filter(({ code }) => !alerts.includes(code)),
    isLate,
  };
}

/** The event an alert that is set off again goes on with: what it proposed before, unless an investigator refuted that. */
export const standingEvent = (
  code: string,
  known: readonly KnownAlert[],
  events: readonly Pick<AdverseEvent, 'id' | 'status'>[],
): AdverseEventId | undefined =>
  events.find(
    ({ id, status }) => status !== 'refuted' && known.some((each) => each.code === code && each.proposedEventId === id),
  )?.id;
