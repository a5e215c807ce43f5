export { auditTrail, auditTrigger } from './audit-trail.js';
export {
  flag,
  identifier,
  instantColumn,
  json,
  plainDateColumn,
  primaryIdentifier,
  quantity,
  text,
  whole,
  words,
} from './columns.js';
export { commandReceipts, connectTo, migrate, openDatabase, type Database } from './database.js';
export { IdSource, RandomIds, ReproducibleIds, uuidV7 } from './ids.js';
export { defineMigration } from './migration.js';
export { OneReplica, type Round } from './one-replica.js';
export { seeingAllRows, siteIsolation, trialIsolation } from './site-isolation.js';
export { Transaction } from './transaction.js';
export { isConflict, Transactions } from './transactions.js';
export { RunningClock, SteppedClock, TrialClock } from './trial-clock.js';
export { chainFindings, merkleRoot, verifyAudit, type AuditVerification } from './verify-audit.js';
