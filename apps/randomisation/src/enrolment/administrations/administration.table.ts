import { EntitySchema } from 'typeorm';
import { instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Administration } from '../../domain/administration.js';
import type { ExpiredEvidence } from '../../domain/screening-evidence.js';
import { placeColumns, type Place } from '../participants/place.js';

export type AdministrationRow = Administration &
  Place & {
    readonly trialVersion: number;
    readonly productCode: string | null;
    /** A deviation; null when nothing had expired. */
    readonly expiredEvidence: readonly ExpiredEvidence[] | null;
  };

export const Administrations = new EntitySchema<AdministrationRow>({
  name: 'administration',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    trialVersion: whole('trial_version'),
    limb: text('limb'),
    operator: text('operator'),
    startedAt: instantColumn('started_at'),
    endedAt: instantColumn('ended_at'),
    completeness: text('completeness'),
    productCode: text('product_code', { nullable: true }),
    expiredEvidence: json('expired_evidence', { nullable: true }),
  },
  uniques: [{ name: 'administration_once', columns: ['participantId'] }],
});
