import type { MigrationInterface } from 'typeorm';
import { deadlineTables } from '@trial/deadlines';
import { messagingTables } from '@trial/messaging';
import { auditTrail, commandReceipts, defineMigration } from '@trial/persistence';

/** The first migration of every schema: audit trail, receipts, outbox, inbox, parking and deadlines. */
export const foundationMigration = (role: string): new () => MigrationInterface =>
  defineMigration(1, 'Foundation', [
    `grant usage on schema ${role} to ${role}`,
    ...auditTrail(role),
    ...commandReceipts(role),
    ...messagingTables(role),
    ...deadlineTables(role),
  ]);
