import { instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { EntitySchema } from 'typeorm';
import type { Participant } from '../domain/participant.js';

/** A participant as stored, with the correction of the time of treatment that the anchor is of. */
export const Participants = new EntitySchema<Participant & { readonly anchorCorrection: number }>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    trialVersion: whole('trial_version'),
    sex: text('sex'),
    ageYears: whole('age_years'),
    anchorAt: instantColumn('anchor_at', { nullable: true }),
    anchorCorrection: whole('anchor_correction', { default: 0 }),
    endedAt: instantColumn('ended_at', { nullable: true }),
  },
});
