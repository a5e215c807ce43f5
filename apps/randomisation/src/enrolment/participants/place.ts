import type { EntitySchemaColumnOptions } from 'typeorm';
import type { ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, text } from '@trial/persistence';
import type { Participant } from '../../domain/participant.js';

/** Where a row about a participant belongs; row-level security goes by it. */
export interface Place {
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
}

export const placeOf = ({ trialId, siteId, id }: Participant): Place => ({ trialId, siteId, participantId: id });

export const placeColumns = {
  trialId: text('trial_id'),
  siteId: text('site_id'),
  participantId: identifier('participant_id'),
} satisfies Record<keyof Place, EntitySchemaColumnOptions>;
