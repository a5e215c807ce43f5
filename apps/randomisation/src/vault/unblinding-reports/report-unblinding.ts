import { Injectable } from '@nestjs/common';
import { unblindingReported, type ReportedUnblinding, type ReportUnblindingCommand } from '@trial/contracts';
import { instant, isAfter, Rejection, type Context, type SiteId } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { sealAccount } from './sealed-account.js';
import { UnblindingAccounts } from './unblinding-account.table.js';

/**
 * Takes a report of accidental unblinding from anybody (UB5). The words of the reporter go no further than this; everybody
 * else is told that there is a report, and in which category. The receipt has no word of it.
 */
@Injectable()
export class ReportUnblinding {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: ReportUnblindingCommand, context: Context): Promise<ReportedUnblinding> {
    const { trialId, how, account } = command;
    const siteId = siteOf(command, context);
    // A participant reports about themselves; anybody else may name one or nobody.
    const participantId = context.participantId ?? command.participantId;
    const occurredAt = instant(command.occurredAt);
    const { actor: reportedBy, role, organisation } = context;

    return this.transactions.once(context, async (tx) => {
      if (isAfter(occurredAt, tx.now)) throw new Rejection('unblinding-in-future', { field: 'occurredAt' });
      const reportId = tx.newId();
      const said = { trialId, siteId, how, reportedBy, role };
      await tx.rows(UnblindingAccounts).insert({
        ...said,
        id: reportId,
        participantId: participantId ?? null,
        sealedAccount: sealAccount(this.cipher, reportId, account),
        occurredAt,
        organisation,
        reportedAt: tx.now,
      });
      const reportedAt = tx.now.toString({ fractionalSecondDigits: 3 });
      publish(tx, unblindingReported, {
        ...said,
        reportId,
        ...(participantId ? { participantId } : {}),
        occurredAt: occurredAt.toString({ fractionalSecondDigits: 3 }),
        reportedAt,
      });
      return { reportId, reportedAt };
    });
  }
}

/** Where it is said to have happened; people who act for no site report for none. `Rejection('site-unknown')`. */
function siteOf({ siteId }: ReportUnblindingCommand, { sites }: Context): SiteId {
  if (siteId === undefined) return sites[0] ?? '';
  if (!sites.includes(siteId)) throw new Rejection('site-unknown', { field: 'siteId' });
  return siteId;
}
