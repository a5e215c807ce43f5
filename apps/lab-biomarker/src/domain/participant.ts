import { isAfter, Rejection, type Instant, type ParticipantId, type SiteId, type TrialId } from '@trial/kernel';
import type { Sex } from './reference-range.js';

/** What results need to know of a participant. */
export interface Participant {
  readonly id: ParticipantId;
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  /** Of the consent: the panels results are read against. */
  readonly trialVersion: number;
  readonly sex: Sex;
  /** Whole years at consent. */
  readonly ageYears: number;
  /** The first injection: what was collected before it is baseline. Null until treated. */
  readonly anchorAt: Instant | null;
  readonly endedAt: Instant | null;
}

/**
 * Data up to the end of participation stay and may still come in (CTR art. 28(3)); nothing collected after it is taken.
 * `Rejection('participation-ended')`.
 */
export function refuseAfterEnd({ endedAt }: Participant, collectedAt: Instant): void {
  if (endedAt !== null && isAfter(collectedAt, endedAt)) {
    throw new Rejection('participation-ended', {
      field: 'collectedAt',
      rule: 'no specimen is collected after participation has ended',
    });
  }
}
