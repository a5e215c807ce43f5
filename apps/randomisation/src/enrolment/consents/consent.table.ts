import { EntitySchema } from 'typeorm';
import { instantColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { Consent } from '../../domain/consent.js';
import { placeColumns, type Place } from '../participants/place.js';

export type ConsentRow = Consent & Place & { readonly id: string; readonly trialVersion: number };

export const Consents = new EntitySchema<ConsentRow>({
  name: 'consent',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    trialVersion: whole('trial_version'),
    formVersion: text('form_version'),
    granted: words('granted'),
    signedAt: instantColumn('signed_at'),
    takenBy: text('taken_by'),
  },
  indices: [{ name: 'consent_participant', columns: ['participantId'] }],
});
