import { EntitySchema } from 'typeorm';
import type { Id, Instant, PersonId } from '@trial/kernel';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { AdverseEventId, LabResultId } from '../domain/adverse-event.js';
import type { CriterionId } from '../domain/ctcae/criterion.js';
import type { Answer } from '../domain/result-grading.js';
import { place, type Placed } from '../placement/placed.js';

/** A confirmed event whose result was graded otherwise since; open until an investigator keeps the grade or revises it. */
export interface Regrading extends Answer {
  readonly id: Id<'regrading'>;
  readonly adverseEventId: AdverseEventId;
  readonly resultId: LabResultId;
  readonly resultVersion: number;
  readonly criterion: CriterionId;
  readonly statement: number;
  readonly foundAt: Instant;
  readonly answer: 'kept' | 'revised' | null;
  readonly settledBy: PersonId | null;
  readonly settledAt: Instant | null;
  readonly reason: string | null;
}

export const Regradings = new EntitySchema<Placed<Regrading>>({
  name: 'regrading',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    resultId: identifier('result_id'),
    resultVersion: whole('result_version'),
    criterion: text('criterion'),
    statement: whole('statement'),
    lowest: whole('lowest', { nullable: true }),
    highest: whole('highest', { nullable: true }),
    foundAt: instantColumn('found_at'),
    answer: text('answer', { nullable: true }),
    settledBy: text('settled_by', { nullable: true }),
    settledAt: instantColumn('settled_at', { nullable: true }),
    reason: text('reason', { nullable: true }),
  },
  indices: [{ name: 'regrading_event', columns: ['adverseEventId'] }],
});
