import { Injectable } from '@nestjs/common';
import { databaseLocked, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { DatabaseLocks } from './database-lock.table.js';

@Injectable()
export class RememberDatabaseLock {
  @OnEvent(databaseLocked)
  async on({ data: { trialId, lockedAt } }: EventOf<typeof databaseLocked>, tx: Transaction): Promise<void> {
    await tx.rows(DatabaseLocks).insert({ trialId, lockedAt: instant(lockedAt) });
  }
}
