import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { GradeCorrection } from '../domain/grade-segments.js';
import { place, type Placed } from '../placement/placed.js';

export const GradeCorrections = new EntitySchema<Placed<GradeCorrection>>({
  name: 'grade_correction',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    ordinal: whole('ordinal'),
    previous: whole('previous', { nullable: true }),
    corrected: whole('corrected'),
    reason: text('reason'),
    correctedBy: text('corrected_by'),
    correctedAt: instantColumn('corrected_at'),
  },
  indices: [{ name: 'grade_correction_event', columns: ['adverseEventId', 'correctedAt'] }],
});
