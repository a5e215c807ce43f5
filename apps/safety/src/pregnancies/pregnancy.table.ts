import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Pregnancy } from '../domain/pregnancy.js';
import { place } from '../placement/placed.js';

/** What a site says of it; the same of the pregnancy and of each of its entries. */
export const pregnancyFacts = {
  lastPeriodOn: text('last_period_on', { nullable: true }),
  conceivedOn: text('conceived_on', { nullable: true }),
  expectedOn: text('expected_on', { nullable: true }),
  partnerConsent: text('partner_consent', { nullable: true }),
  outcome: text('outcome'),
  endedOn: text('ended_on', { nullable: true }),
  congenitalAnomaly: text('congenital_anomaly', { nullable: true }),
  adverseEventId: identifier('adverse_event_id', { nullable: true }),
} as const;

export const Pregnancies = new EntitySchema<Pregnancy>({
  name: 'pregnancy',
  columns: {
    id: primaryIdentifier(),
    ...place,
    ...pregnancyFacts,
    trialVersion: whole('trial_version'),
    whose: text('whose'),
    awareAt: instantColumn('aware_at'),
    dueAt: instantColumn('due_at'),
    receivedAt: instantColumn('received_at', { nullable: true }),
    followUpOn: text('follow_up_on', { nullable: true }),
    followUpId: identifier('follow_up_id', { nullable: true }),
    anomalyId: identifier('anomaly_id', { nullable: true }),
    recordedAt: instantColumn('recorded_at'),
    version: whole('version'),
  },
  indices: [{ name: 'pregnancy_participant', columns: ['participantId'] }],
});
