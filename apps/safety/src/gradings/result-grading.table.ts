import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, json, text, whole } from '@trial/persistence';
import type { ResultGrading } from '../domain/result-grading.js';
import { place, type Placed } from '../placement/placed.js';

/** A grading as stored, with its answer beside it: lists of differences read no JSON. */
export interface StoredGrading extends Placed<ResultGrading> {
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly notGradable: string | null;
}

export const ResultGradings = new EntitySchema<StoredGrading>({
  name: 'result_grading',
  columns: {
    resultId: identifier('result_id', { primary: true }),
    criterion: text('criterion', { primary: true }),
    resultVersion: whole('result_version', { primary: true }),
    statement: whole('statement', { primary: true }),
    ...place,
    trialVersion: whole('trial_version'),
    because: text('because'),
    lowest: whole('lowest', { nullable: true }),
    highest: whole('highest', { nullable: true }),
    notGradable: text('not_gradable', { nullable: true }),
    grading: json('grading'),
    statedAt: instantColumn('stated_at'),
    gradedAt: instantColumn('graded_at'),
  },
  indices: [{ name: 'result_grading_participant', columns: ['participantId', 'resultId'] }],
});
