import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { SafetyContact } from '../domain/safety-contact.js';

/** A safety contact with where it belongs; a participant has one for each visit at most. */
export interface StoredSafetyContact extends SafetyContact {
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string;
  /** The version of the trial whose rules made the window. */
  readonly trialVersion: number;
  /** Grows by one with every change. */
  readonly version: number;
}

export const SafetyContacts = new EntitySchema<StoredSafetyContact>({
  name: 'safety_contact',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version'),
    visitCode: text('visit_code'),
    targetAt: instantColumn('target_at'),
    opensAt: instantColumn('opens_at'),
    closesAt: instantColumn('closes_at'),
    unit: text('unit'),
    state: text('state'),
    reason: text('reason', { nullable: true }),
    round: whole('round'),
    version: whole('version'),
  },
  uniques: [{ name: 'safety_contact_once', columns: ['participantId', 'visitCode'] }],
});
