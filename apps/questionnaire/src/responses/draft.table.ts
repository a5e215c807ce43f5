import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, json, primaryIdentifier, text } from '@trial/persistence';
import type { Submission } from '../domain/response.js';
import type { Belonging } from './response.table.js';

/** What was filled in so far; `id` is the assignment's. Earlier savings are in the audit trail (PR1). */
export interface Draft extends Submission, Belonging {
  readonly id: string;
  readonly savedAt: Instant;
}

export const Drafts = new EntitySchema<Draft>({
  name: 'draft',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    answers: json('answers'),
    language: text('language'),
    answeredBy: text('answered_by'),
    mode: text('mode'),
    deviceStartedAt: instantColumn('device_started_at', { nullable: true }),
    deviceSubmittedAt: instantColumn('device_submitted_at', { nullable: true }),
    savedAt: instantColumn('saved_at'),
  },
});
