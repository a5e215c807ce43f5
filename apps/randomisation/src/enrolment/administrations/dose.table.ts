import { EntitySchema } from 'typeorm';
import { instantColumn, json, primaryIdentifier, quantity, text, whole } from '@trial/persistence';
import type { Dose } from '../../domain/dose.js';
import type { ExpiredEvidence } from '../../domain/screening-evidence.js';
import { placeColumns, type Place } from '../participants/place.js';

export type DoseRow = Dose &
  Place & {
    readonly trialVersion: number;
    /** A deviation of the first dose; null when nothing had expired. */
    readonly expiredEvidence: readonly ExpiredEvidence[] | null;
  };

export const Doses = new EntitySchema<DoseRow>({
  name: 'dose',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    trialVersion: whole('trial_version'),
    amount: quantity('amount'),
    bodyWeight: quantity('body_weight', { nullable: true }),
    givenAt: instantColumn('given_at'),
    visitCode: text('visit_code', { nullable: true }),
    operator: text('operator'),
    deviation: text('deviation', { nullable: true }),
    expiredEvidence: json('expired_evidence', { nullable: true }),
  },
  uniques: [{ name: 'dose_time_once', columns: ['participantId', 'givenAt'] }],
});
