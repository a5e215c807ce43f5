import { Injectable } from '@nestjs/common';
import { databaseLocked, type DatabaseLockView, type SignDatabaseLockCommand } from '@trial/contracts';
import { isFresh, signInNotFresh, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { isLocked, signLock, statusesWithDataToCome } from '../../domain/database-lock.js';
import { databaseLockView } from './database-lock.reads.js';
import { DatabaseLockSignatures } from './database-lock-signature.table.js';
import { holdOffWriters } from './refuse-when-locked.js';

/** The first signature proposes, the second locks: from its commit on enrolment takes no more data of the trial (VA8). */
@Injectable()
export class SignDatabaseLock {
  constructor(private readonly transactions: Transactions) {}

  async execute({ trialId, meaning, reason }: SignDatabaseLockCommand, context: Context): Promise<DatabaseLockView> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    return this.transactions.once(context, async (tx) => {
      await holdOffWriters(tx, trialId);
      const table = tx.rows(DatabaseLockSignatures);
      const [counted] = await tx.query<{ participants: number }>('select participants_of_trial($1) as participants', [
        statusesWithDataToCome,
      ]);
      if (!counted) throw new Error('the participants of the trial were not counted');
      const { actor: signedBy, role, organisation } = context;
      const after = signLock(await table.findBy({ trialId }), { signedBy, role }, counted.participants);
      await table.insert({
        id: tx.newId(),
        trialId,
        signedBy,
        role,
        organisation,
        meaning,
        reason,
        signedAt: tx.now,
      });
      if (isLocked(after)) {
        publish(tx, databaseLocked, { trialId, siteId: '', lockedAt: tx.now.toString({ fractionalSecondDigits: 3 }) });
      }
      return databaseLockView(tx, { trialId });
    });
  }
}
