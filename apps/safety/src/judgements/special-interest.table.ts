import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { SpecialInterest } from '../domain/special-interest.js';
import { place, type Placed } from '../placement/placed.js';

export const SpecialInterests = new EntitySchema<Placed<SpecialInterest>>({
  name: 'special_interest',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    group: text('interest'),
    basis: text('basis'),
    toSponsor: text('to_sponsor'),
    trialVersion: whole('trial_version'),
    reason: text('reason', { nullable: true }),
    awareAt: instantColumn('aware_at', { nullable: true }),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
    withdrawnAt: instantColumn('withdrawn_at', { nullable: true }),
    withdrawnBy: text('withdrawn_by', { nullable: true }),
    withdrawalReason: text('withdrawal_reason', { nullable: true }),
  },
  indices: [
    {
      name: 'special_interest_once',
      columns: ['adverseEventId', 'group'],
      unique: true,
      where: 'withdrawn_at is null',
    },
  ],
});
