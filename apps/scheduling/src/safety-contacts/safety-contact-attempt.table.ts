import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import type { Tried } from '../domain/safety-contact.js';

/** What was said of an attempt to make contact; a correction is one word more, and no word is ever changed. */
export interface SafetyContactAttempt extends Tried {
  readonly contactId: string;
  /** 1, 2, 3 … for each contact. */
  readonly attempt: number;
  /** 1 as it was recorded first; the highest is what it says now. */
  readonly revision: number;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  /** Why it was corrected; null of the first word. */
  readonly reason: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}

export const SafetyContactAttempts = new EntitySchema<SafetyContactAttempt>({
  name: 'safety_contact_attempt',
  columns: {
    contactId: identifier('contact_id', { primary: true }),
    attempt: whole('attempt', { primary: true }),
    revision: whole('revision', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    outcome: text('outcome'),
    contactedAt: instantColumn('contacted_at'),
    reason: text('reason', { nullable: true }),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
  },
});
