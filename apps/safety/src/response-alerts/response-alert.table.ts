import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { KnownAlert } from '../domain/response-alert-changes.js';
import { place, type Placed } from '../placement/placed.js';

/** An alert as it is kept: the rule is `code` of `instrument` in this version of the trial file. */
export interface ResponseAlert extends KnownAlert {
  readonly trialVersion: number;
  readonly instrument: string;
  readonly visitCode: string;
  readonly recordedAt: Instant;
}

export const ResponseAlerts = new EntitySchema<Placed<ResponseAlert>>({
  name: 'response_alert',
  columns: {
    id: primaryIdentifier(),
    ...place,
    trialVersion: whole('trial_version'),
    responseId: identifier('response_id'),
    responseVersion: whole('response_version'),
    instrument: text('instrument'),
    visitCode: text('visit_code'),
    code: text('code'),
    recordedAt: instantColumn('recorded_at'),
    withdrawnAt: instantColumn('withdrawn_at', { nullable: true }),
    proposedEventId: identifier('proposed_event_id'),
  },
  indices: [
    {
      name: 'response_alert_stands_once',
      columns: ['responseId', 'code'],
      unique: true,
      where: 'withdrawn_at is null',
    },
  ],
});
