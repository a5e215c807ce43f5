import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Assignment } from '../domain/assignment.js';
import { Assignments } from './assignment.table.js';

/** The form, locked for a change, or `Rejection('assignment-unknown')`. */
export async function lockAssignment(
  tx: Transaction,
  { assignmentId, participantId }: { assignmentId: string; participantId: string },
): Promise<Assignment> {
  const assignment = await tx
    .rows(Assignments)
    .findOne({ where: { id: assignmentId, participantId }, lock: { mode: 'pessimistic_write' } });
  if (!assignment) throw new Rejection('assignment-unknown', { field: 'assignmentId' });
  return assignment;
}

export type WhichForms = Partial<Pick<Assignment, 'visitId' | 'participantId' | 'respondent'>>;

/** Forms that wait for an answer, locked, in a stable order. */
export const lockOpenAssignments = (tx: Transaction, which: WhichForms): Promise<Assignment[]> =>
  tx.rows(Assignments).find({
    where: { ...which, status: 'open' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });

export async function saveStatus(tx: Transaction, { id, status }: Assignment): Promise<void> {
  await tx.rows(Assignments).update({ id }, { status });
}

/** Whether the visit of a form took place, was missed or cancelled, or its window closed. */
export async function visitIsOver(tx: Transaction, { visitId }: Pick<Assignment, 'visitId'>): Promise<boolean> {
  const [visit] = await tx.query<{ over: boolean }>(
    'select closed_at is not null or outcome is not null as over from visit where id = $1',
    [visitId],
  );
  return visit?.over ?? false;
}
