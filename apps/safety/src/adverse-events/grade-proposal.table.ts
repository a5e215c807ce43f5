import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, json, whole } from '@trial/persistence';
import type { GradeProposal } from '../domain/lab-candidate.js';
import { place, type Placed } from '../placement/placed.js';

export const GradeProposals = new EntitySchema<Placed<GradeProposal>>({
  name: 'grade_proposal',
  columns: {
    adverseEventId: identifier('adverse_event_id', { primary: true }),
    resultVersion: whole('result_version', { primary: true }),
    ...place,
    resultId: identifier('result_id'),
    grading: json('grading'),
    proposedAt: instantColumn('proposed_at'),
  },
});
