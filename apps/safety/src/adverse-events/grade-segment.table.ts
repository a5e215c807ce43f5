import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import type { GradeSegment } from '../domain/grade-segments.js';
import { place, type Placed } from '../placement/placed.js';

export const GradeSegments = new EntitySchema<Placed<GradeSegment>>({
  name: 'grade_segment',
  columns: {
    adverseEventId: identifier('adverse_event_id', { primary: true }),
    ordinal: whole('ordinal', { primary: true }),
    ...place,
    grade: whole('grade', { nullable: true }),
    startedOn: text('started_on', { nullable: true }),
    startedAt: instantColumn('started_at', { nullable: true }),
    endedOn: text('ended_on', { nullable: true }),
    recordedAt: instantColumn('recorded_at'),
  },
});
