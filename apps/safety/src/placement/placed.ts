import type { EntitySchemaColumnOptions } from 'typeorm';
import type { ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, text } from '@trial/persistence';

/** A row that belongs to an adverse event stands where the event stands: row-level security asks each table. */
export type Placed<Fact> = Fact & {
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
};

export const place: Record<'trialId' | 'siteId' | 'participantId', EntitySchemaColumnOptions> = {
  trialId: text('trial_id'),
  siteId: text('site_id'),
  participantId: identifier('participant_id'),
};

export const placedAt = <Fact>({ trialId, siteId, participantId }: Placed<object>, fact: Fact): Placed<Fact> => ({
  ...fact,
  trialId,
  siteId,
  participantId,
});
