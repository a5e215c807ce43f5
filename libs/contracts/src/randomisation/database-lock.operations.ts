import { Choice, Code, Flag, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, ReasonForChange } from '../places.js';

/** Who signs, one person of each. */
export const rolesThatLock = ['data-manager', 'monitor'] as const;

export class SignDatabaseLockCommand extends AtTrial {
  @Choice(['data-complete-and-verified'], { description: 'What you sign.' }) meaning: 'data-complete-and-verified';
  @ReasonForChange() reason: string;
}

export class DatabaseLockSignatureView {
  @Text() signedBy: string;
  @Choice(rolesThatLock) role: string;
  @Text() meaning: string;
  @Moment() signedAt: string;
}

export class DatabaseLockView {
  @Flag() locked: boolean;
  @Moment({ optional: true }) lockedAt?: string;
  @Parts(() => DatabaseLockSignatureView) signatures: DatabaseLockSignatureView[];
}

export class UnblindTrialCommand extends AtTrial {
  @ReasonForChange() reason: string;
}

export class UnblindedTrial {
  @Moment() unblindedAt: string;
}

export class PageOfUnblindedRows extends AtTrial {
  @Text({ optional: true, max: 400, description: 'Where the last page ended: its `nextCursor`.' }) cursor?: string;
  @Whole({ optional: true, min: 1, max: 100, description: 'How many at most; 50 unless said otherwise.' })
  limit?: number;
}

export class UnblindedRow {
  @Identifier({ description: 'The list it is of: each has a root of its own.' }) listId: string;
  @Identifier({ optional: true, description: 'Who holds it; nobody when it was not used.' }) participantId?: string;
  @Code({ optional: true, description: 'The arm of whoever holds it, by whatever method.' }) received?: string;
  @Code() stratum: string;
  @Whole({ min: 1, max: 1_000_000 }) position: number;
  @Code({ description: 'What the row holds: an arm, or under minimisation a throw.' }) arm: string;
  @Text({ min: 64, max: 64 }) salt: string;
  @Words(undefined, { description: 'The other halves on the way to the root, lowest first.' }) path: string[];
}

export class UnblindedRowPage {
  @Parts(() => UnblindedRow) items: UnblindedRow[];
  @Text({ optional: true }) nextCursor?: string;
}

export const signDatabaseLock = defineCommand({
  service: 'randomisation',
  name: 'sign-database-lock',
  route: 'POST /trials/:trialId/database-lock/signatures',
  summary:
    'Signs the lock of the database; with the second signature, of another person in the other role, it is locked',
  request: SignDatabaseLockCommand,
  result: DatabaseLockView,
  roles: rolesThatLock,
  rejections: [
    'sign-in-not-fresh',
    'trial-locked',
    'lock-already-signed',
    'second-person-needed',
    'participants-not-ended',
  ],
});

export const readDatabaseLock = defineQuery({
  service: 'randomisation',
  name: 'read-database-lock',
  route: 'GET /trials/:trialId/database-lock',
  summary: 'Who signed the lock of the database, and whether it is locked',
  request: AtTrial,
  result: DatabaseLockView,
  roles: [...rolesThatLock, 'investigator', 'safety-physician', 'list-statistician', 'dsmb-statistician'],
  rejections: [],
});

export const unblindTrial = defineCommand({
  service: 'vault',
  name: 'unblind-trial',
  route: 'POST /trials/:trialId/unblinding',
  summary: 'Opens the list of a trial whose database is locked; recorded once',
  request: UnblindTrialCommand,
  result: UnblindedTrial,
  roles: ['list-statistician', 'dsmb-statistician'],
  rejections: ['sign-in-not-fresh', 'database-not-locked', 'already-unblinded', 'list-unknown'],
});

export const readUnblindedRows = defineQuery({
  service: 'vault',
  name: 'read-unblinded-rows',
  route: 'GET /trials/:trialId/unblinding/rows',
  summary: 'Every row of the list, of a trial that was unblinded; each page is recorded',
  request: PageOfUnblindedRows,
  result: UnblindedRowPage,
  roles: ['list-statistician', 'dsmb-statistician'],
  rejections: ['trial-not-unblinded', 'cursor-not-readable'],
});
