import { Controller } from '@nestjs/common';
import {
  readDatabaseLock,
  signDatabaseLock,
  type AtTrial,
  type DatabaseLockView,
  type SignDatabaseLockCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { databaseLockView } from './database-lock.reads.js';
import { SignDatabaseLock } from './sign-database-lock.js';

@Controller()
export class DatabaseLockController {
  constructor(
    private readonly transactions: Transactions,
    private readonly signing: SignDatabaseLock,
  ) {}

  @OnCommand(signDatabaseLock)
  sign(command: SignDatabaseLockCommand, context: Context): Promise<DatabaseLockView> {
    return this.signing.execute(command, context);
  }

  @OnQuery(readDatabaseLock)
  read(request: AtTrial, context: Context): Promise<DatabaseLockView> {
    return this.transactions.read(context, (tx) => databaseLockView(tx, request));
  }
}
