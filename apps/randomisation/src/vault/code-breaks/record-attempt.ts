import { Injectable } from '@nestjs/common';
import { codeBreakAttempted, type BreakCodeCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { allocationOf } from '../allocations/allocation.reads.js';

/**
 * Records a code break that was refused or failed (R20), in a transaction of its own: what was refused left nothing of
 * itself. In a rehearsal the very same request at the very same moment is one attempt.
 */
@Injectable()
export class RecordAttempt {
  constructor(private readonly transactions: Transactions) {}

  async execute(command: BreakCodeCommand, context: Context, error: unknown): Promise<void> {
    const { trialId, participantId, cause, reason } = command;
    const refusal = error instanceof Rejection ? error.code : undefined;
    const outcome = refusal === undefined ? 'failed' : 'refused';
    const { actor, organisation } = context;

    await this.transactions.run({ ...context, cause: `${context.cause} ${refusal ?? outcome}` }, async (tx) => {
      const siteId = (await allocationOf(tx, command))?.siteId ?? context.sites[0] ?? '';
      const attemptId = tx.newId();
      const added = await tx.query(
        `insert into code_break_attempt
           (id, trial_id, site_id, participant_id, cause, reason, outcome, refusal, attempted_by, organisation, attempted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning 1 as added`,
        [
          attemptId,
          trialId,
          siteId,
          participantId,
          cause,
          reason,
          outcome,
          refusal ?? null,
          actor,
          organisation,
          tx.now.toString(),
        ],
      );
      if (added.length === 0) return;
      publish(tx, codeBreakAttempted, {
        trialId,
        siteId,
        participantId,
        attemptId,
        cause,
        outcome,
        ...(refusal === undefined ? {} : { refusal }),
        attemptedBy: actor,
        attemptedAt: tx.now.toString({ fractionalSecondDigits: 3 }),
      });
    });
  }
}
