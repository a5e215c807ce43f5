import { Injectable } from '@nestjs/common';
import type { DecideRecruitmentCommand, RecruitmentDecisionMade } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';

/**
 * Closes a stratum or opens it again, under the lock every allocation takes: what waits behind it finds the stratum as
 * it was left. Each decision is a row, the last one counts.
 */
@Injectable()
export class DecideRecruitment {
  constructor(private readonly transactions: Transactions) {}

  execute(
    { trialId, stratum, reason }: DecideRecruitmentCommand,
    decision: 'closed' | 'reopened',
    context: Context,
  ): Promise<RecruitmentDecisionMade> {
    return this.transactions.once(context, async (tx) => {
      const listId = await lockedList(tx, trialId);
      const now = await stratumOf(tx, listId, stratum);
      if (decision === 'closed' && now.closed) {
        throw new Rejection('stratum-closed', { field: 'stratum', rule: 'it is closed already' });
      }
      if (decision === 'reopened' && !now.closed) {
        throw new Rejection('stratum-not-closed', { field: 'stratum', rule: 'only what is closed can be opened' });
      }
      const decisionId = tx.newId();
      const { actor: decidedBy } = context;
      tx.write(
        `insert into recruitment_decision (id, trial_id, list_id, stratum, decision, reason, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [decisionId, trialId, listId, stratum, decision, reason, decidedBy, tx.now.toString()],
      );
      return { decisionId, stratum, decision, decidedAt: tx.now.toString({ fractionalSecondDigits: 3 }) };
    });
  }
}

async function lockedList(tx: Transaction, trialId: string): Promise<string> {
  const [sealed] = await tx.query<{ id: string }>(
    `select id from randomisation_list where trial_id = $1 and status = 'sealed' for update`,
    [trialId],
  );
  if (!sealed) throw new Rejection('no-sealed-list', { rule: 'a stratum is one of a sealed list' });
  return sealed.id;
}

async function stratumOf(tx: Transaction, listId: string, stratum: string): Promise<{ closed: boolean }> {
  const [found] = await tx.query<{ closed: boolean }>(
    `select is_closed($1, $2) as closed where exists (select from list_position where list_id = $1 and stratum = $2)`,
    [listId, stratum],
  );
  if (!found) throw new Rejection('stratum-unknown', { field: 'stratum', rule: 'a stratum of the sealed list' });
  return found;
}
