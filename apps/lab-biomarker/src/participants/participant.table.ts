import { instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { EntitySchema } from 'typeorm';
import type { Participant } from '../domain/participant.js';

export const Participants = new EntitySchema<Participant>({
  name: 'participant',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    trialVersion: whole('trial_version'),
    sex: text('sex'),
    ageYears: whole('age_years'),
    anchorAt: instantColumn('anchor_at', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
  },
});
