import { Injectable } from '@nestjs/common';
import type { OpenUnblindingAccountCommand, UnblindingAccount } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { openAccount } from './sealed-account.js';
import { UnblindingAccounts } from './unblinding-account.table.js';

/** Shows what a reporter wrote. First it is on record who reads it, then it is opened; the receipt does not have it. */
@Injectable()
export class OpenUnblindingAccount {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: OpenUnblindingAccountCommand, context: Context): Promise<UnblindingAccount> {
    const { reportId } = command;
    await this.record(command, context);
    const report = await this.transactions.read(context, (tx) =>
      tx.rows(UnblindingAccounts).findOneByOrFail({ id: reportId }),
    );
    const account = openAccount(this.cipher, reportId, report.sealedAccount);
    if (account === undefined) throw new Error(`the account of report ${reportId} cannot be opened`);
    return { reportId, account };
  }

  private record(
    { trialId, reportId, reason }: OpenUnblindingAccountCommand,
    context: Context,
  ): Promise<{ readingId: string }> {
    return this.transactions.once(context, async (tx) => {
      if (!(await tx.rows(UnblindingAccounts).existsBy({ id: reportId, trialId }))) {
        throw new Rejection('unblinding-report-unknown', { field: 'reportId' });
      }
      const readingId = tx.newId();
      const { actor, role, organisation } = context;
      tx.write(
        `insert into unblinding_account_reading (id, report_id, trial_id, read_by, role, organisation, reason, read_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [readingId, reportId, trialId, actor, role, organisation, reason, tx.now.toString()],
      );
      return { readingId };
    });
  }
}
