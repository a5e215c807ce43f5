import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, text } from '@trial/persistence';
import type { Assessment } from '../domain/candidate.js';
import { place, type Placed } from '../placement/placed.js';

export const Assessments = new EntitySchema<Placed<Assessment>>({
  name: 'assessment',
  columns: {
    adverseEventId: identifier('adverse_event_id', { primary: true }),
    ...place,
    verdict: text('verdict'),
    by: text('assessed_by'),
    at: instantColumn('assessed_at'),
    reason: text('reason', { nullable: true }),
  },
});
