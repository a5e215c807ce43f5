import type { Transaction } from '@trial/persistence';

/** A move has the visit before it has the work that is due with it: whoever changes that work asks for the visit first. */
export async function holdVisit(tx: Transaction, visitId: string): Promise<void> {
  await tx.query('select 1 from visit where id = $1 for update', [visitId]);
}

/**
 * Work that is due when the window of a visit ends is due where the window ends now. The visit is locked, so that a move
 * and the news of an opening, whichever is first, come to the same.
 */
export async function alignWork(tx: Transaction, visitId: string): Promise<void> {
  const [visit] = await tx.query<{ dueAt: string }>(
    `select (case unit when 'days' then closes_at - interval '1 millisecond' else closes_at end)::text as "dueAt"
       from visit where id = $1 for update`,
    [visitId],
  );
  if (!visit) return;
  await tx.query(
    `update work_item set due_at = $2
      where visit_id = $1 and rule = any($3) and begun_at is not null and due_at <> $2 and ended_at is null`,
    [visitId, visit.dueAt, DUE_WITH_THE_WINDOW],
  );
}

const DUE_WITH_THE_WINDOW = ['visit-in-window', 'participant-answers', 'staff-fills-in'];
