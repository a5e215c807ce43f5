import type { Transaction } from '@trial/persistence';

/** That somebody looks up who received what, before it is opened; the identifier of the record. */
export function recordProductReading(
  tx: Transaction,
  { subject, reason }: { readonly subject: string; readonly reason: string },
): string {
  const readingId = tx.newId();
  const { trialId, actor, role, organisation } = tx.context;
  tx.write(
    `insert into product_reading (id, trial_id, subject, reason, read_by, role, organisation, read_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [readingId, trialId, subject, reason, actor, role, organisation, tx.now.toString()],
  );
  return readingId;
}
