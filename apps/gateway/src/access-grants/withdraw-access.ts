import { Injectable } from '@nestjs/common';
import { accessWithdrawn, type AccessGrantId, type WithdrawAccessCommand } from '@trial/contracts';
import { isAfter, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { AccessGrants } from './access-grant.table.js';

@Injectable()
export class WithdrawAccess {
  constructor(private readonly transactions: Transactions) {}

  execute({ trialId, grantId }: WithdrawAccessCommand, context: Context): Promise<AccessGrantId> {
    return this.transactions.once(context, async (tx) => {
      const grants = tx.rows(AccessGrants);
      const grant = await grants.findOneBy({ id: grantId, trialId });
      if (!grant || (grant.until && !isAfter(grant.until, tx.now)))
        throw new Rejection('not-found', { field: 'grantId', rule: 'no such grant in force' });
      await grants.update({ id: grantId }, { until: tx.now });
      publish(tx, accessWithdrawn, {
        trialId,
        siteId: '',
        grantId,
        personId: grant.personId,
        role: grant.role,
        sites: grant.sites,
      });
      return { grantId };
    });
  }
}
