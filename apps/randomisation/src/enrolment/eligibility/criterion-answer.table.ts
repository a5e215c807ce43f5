import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, text, whole } from '@trial/persistence';
import type { CriterionAnswer } from '../../domain/eligibility.js';
import { placeColumns, type Place } from '../participants/place.js';

/** One signed answer, with the version of the wording it was given under. */
export type CriterionAnswerRow = CriterionAnswer &
  Place & { readonly assessmentId: string; readonly criterionVersion: number };

export const CriterionAnswers = new EntitySchema<CriterionAnswerRow>({
  name: 'criterion_answer',
  columns: {
    assessmentId: identifier('assessment_id', { primary: true }),
    criterionId: text('criterion_id', { primary: true }),
    ...placeColumns,
    criterionVersion: whole('criterion_version'),
    verdict: text('verdict'),
    evidence: text('evidence'),
    signedBy: text('signed_by'),
    signedAt: instantColumn('signed_at'),
  },
});
