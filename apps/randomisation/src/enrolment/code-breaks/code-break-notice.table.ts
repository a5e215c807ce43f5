import { EntitySchema } from 'typeorm';
import type { CodeBreakCause } from '@trial/contracts';
import type { Instant, PersonId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';
import { placeColumns, type Place } from '../participants/place.js';

/** What blinded roles know of a code break: that it happened or was not made. The vault knows the rest. */
export interface CodeBreakNotice extends Place {
  readonly id: string;
  readonly outcome: 'broken' | 'refused' | 'failed';
  readonly refusal: string | null;
  readonly cause: CodeBreakCause;
  readonly actedBy: PersonId;
  readonly actedAt: Instant;
}

export const CodeBreakNotices = new EntitySchema<CodeBreakNotice>({
  name: 'code_break_notice',
  columns: {
    id: primaryIdentifier(),
    ...placeColumns,
    outcome: text('outcome'),
    refusal: text('refusal', { nullable: true }),
    cause: text('cause'),
    actedBy: text('acted_by'),
    actedAt: instantColumn('acted_at'),
  },
});
