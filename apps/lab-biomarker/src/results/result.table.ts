import { identifier, instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import { EntitySchema } from 'typeorm';
import type { Result } from '../domain/result.js';

/** A row is a version; a correction adds one and none is ever changed. */
export const Results = new EntitySchema<Result>({
  name: 'result',
  columns: {
    id: primaryIdentifier(),
    version: whole('version', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version'),
    visitCode: text('visit_code', { nullable: true }),
    laboratory: text('laboratory', { nullable: true }),
    method: text('method', { nullable: true }),
    analyte: text('analyte'),
    collectedAt: instantColumn('collected_at'),
    reported: json('reported'),
    limits: json('limits', { nullable: true }),
    position: text('position'),
    flags: json('flags'),
    recordedAt: instantColumn('recorded_at'),
    recordedBy: text('recorded_by'),
    reason: text('reason', { nullable: true }),
  },
  foreignKeys: [
    {
      name: 'result_participant',
      target: 'participant',
      columnNames: ['participantId'],
      referencedColumnNames: ['id'],
    },
  ],
  indices: [
    { name: 'result_once', columns: ['participantId', 'analyte', 'collectedAt'], unique: true, where: 'version = 1' },
    { name: 'result_of_participant', columns: ['participantId', 'analyte'] },
  ],
});
