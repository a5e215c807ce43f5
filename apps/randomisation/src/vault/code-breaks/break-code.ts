import { Injectable } from '@nestjs/common';
import { codeBroken, type BreakCodeCommand, type BrokenCode } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { checkMayShow } from '../../domain/code-break.js';
import { allocationOf } from '../allocations/allocation.reads.js';
import { armOf } from '../allocations/arm-of-allocation.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { certificateOf } from './certificate.js';
import { CodeBreaks, type CodeBreak } from './code-break.table.js';
import { RecordAttempt } from './record-attempt.js';

/**
 * The treating investigator is shown what one participant received: at any hour, whatever became of the participant, and
 * with nobody's leave. First it is on record and told, then that it is shown, then it is opened. A repeat of the request
 * opens it again for five minutes, so that a lost answer is no lost emergency. Whatever is not shown is an attempt.
 */
@Injectable()
export class BreakCode {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
    private readonly attempts: RecordAttempt,
  ) {}

  async execute(command: BreakCodeCommand, context: Context): Promise<BrokenCode> {
    try {
      if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
      const { codeBreakId } = await this.record(command, context);
      const codeBreak = await this.recordShowing(codeBreakId, context);
      return await this.transactions.read(context, (tx) => this.open(tx, codeBreak));
    } catch (error) {
      await this.attempts.execute(command, context, error);
      throw error;
    }
  }

  private record(command: BreakCodeCommand, context: Context): Promise<{ codeBreakId: string }> {
    const { trialId, participantId, cause, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const held = await allocationOf(tx, command);
      if (!held) throw new Rejection('not-allocated', { field: 'participantId' });
      const { siteId, allocationId } = held;
      const codeBreakId = tx.newId();
      const { actor, organisation } = context;
      await tx.rows(CodeBreaks).insert({
        id: codeBreakId,
        trialId,
        siteId,
        participantId,
        allocationId,
        cause,
        reason,
        brokenBy: actor,
        organisation,
        brokenAt: tx.now,
      });
      const brokenAt = tx.now.toString({ fractionalSecondDigits: 3 });
      publish(tx, codeBroken, { trialId, siteId, participantId, codeBreakId, cause, brokenBy: actor, brokenAt });
      return { codeBreakId };
    });
  }

  private recordShowing(codeBreakId: string, context: Context): Promise<CodeBreak> {
    return this.transactions.run(context, async (tx) => {
      const codeBreak = await tx.rows(CodeBreaks).findOneBy({ id: codeBreakId });
      if (!codeBreak) throw new Rejection('not-allocated', { field: 'participantId' });
      checkMayShow(codeBreak.brokenAt, tx.now);
      const { trialId, siteId, participantId } = codeBreak;
      tx.write(
        `insert into code_break_showing (code_break_id, trial_id, site_id, participant_id, shown_to, shown_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [codeBreakId, trialId, siteId, participantId, context.actor, tx.now.toString()],
      );
      return codeBreak;
    });
  }

  private async open(tx: Transaction, codeBreak: CodeBreak): Promise<BrokenCode> {
    const held = await allocationOf(tx, codeBreak);
    if (!held) throw new Error(`the allocation of code break ${codeBreak.id} is not there`);
    const arm = await armOf(tx, this.cipher, held);
    const certificate = await certificateOf(tx, this.cipher, codeBreak, held);
    return {
      codeBreakId: codeBreak.id,
      participantId: codeBreak.participantId,
      brokenAt: codeBreak.brokenAt.toString({ fractionalSecondDigits: 3 }),
      arm,
      ...(certificate ? { certificate } : {}),
    };
  }
}
