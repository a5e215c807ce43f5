import type { AtTrial, DatabaseLockView } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import { isLocked } from '../../domain/database-lock.js';
import { DatabaseLockSignatures } from './database-lock-signature.table.js';

/** Who signed the lock of the database, first signature first, and whether and since when it is locked. */
export async function databaseLockView(tx: Transaction, { trialId }: AtTrial): Promise<DatabaseLockView> {
  const found = await tx
    .rows(DatabaseLockSignatures)
    .find({ where: { trialId }, order: { signedAt: 'ASC', id: 'ASC' } });
  const signatures = found.map(({ signedBy, role, meaning, signedAt }) => ({
    signedBy,
    role,
    meaning,
    signedAt: signedAt.toString({ fractionalSecondDigits: 3 }),
  }));
  const lockedAt = isLocked(found) ? signatures.at(-1)?.signedAt : undefined;
  return { locked: lockedAt !== undefined, ...(lockedAt === undefined ? {} : { lockedAt }), signatures };
}
