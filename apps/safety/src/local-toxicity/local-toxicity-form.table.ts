import { EntitySchema } from 'typeorm';
import { instantColumn, json, primaryIdentifier, text, whole } from '@trial/persistence';
import type { RecordedLocalForm } from '../domain/local-toxicity-form.js';
import { place } from '../placement/placed.js';

/** A row is a version; a correction adds one and none is ever changed. */
export const LocalToxicityForms = new EntitySchema<RecordedLocalForm>({
  name: 'local_toxicity_form',
  columns: {
    id: primaryIdentifier(),
    version: whole('version', { primary: true }),
    ...place,
    trialVersion: whole('trial_version'),
    visitCode: text('visit_code'),
    limb: text('limb'),
    assessedAt: instantColumn('assessed_at'),
    answers: json('answers'),
    recordedAt: instantColumn('recorded_at'),
    recordedBy: text('recorded_by'),
    reason: text('reason', { nullable: true }),
  },
  indices: [
    {
      name: 'local_toxicity_form_once',
      columns: ['participantId', 'visitCode', 'limb'],
      unique: true,
      where: 'version = 1',
    },
  ],
});
