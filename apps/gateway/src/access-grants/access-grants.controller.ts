import { Controller } from '@nestjs/common';
import {
  grantAccess,
  listAccessGrants,
  withdrawAccess,
  type AccessGrantId,
  type AccessGrantPage,
  type GrantAccessCommand,
  type ListAccessGrants,
  type WithdrawAccessCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { accessGrantPage } from './access.reads.js';
import { GrantAccess } from './grant-access.js';
import { WithdrawAccess } from './withdraw-access.js';

/** The gateway's own commands come over NATS like everybody's: one road for all. */
@Controller()
export class AccessGrantsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly granting: GrantAccess,
    private readonly withdrawing: WithdrawAccess,
  ) {}

  @OnCommand(grantAccess)
  grant(command: GrantAccessCommand, context: Context): Promise<AccessGrantId> {
    return this.granting.execute(command, context);
  }

  @OnCommand(withdrawAccess)
  withdraw(command: WithdrawAccessCommand, context: Context): Promise<AccessGrantId> {
    return this.withdrawing.execute(command, context);
  }

  @OnQuery(listAccessGrants)
  list(request: ListAccessGrants, context: Context): Promise<AccessGrantPage> {
    return this.transactions.read(context, (tx) => accessGrantPage(tx, request));
  }
}
