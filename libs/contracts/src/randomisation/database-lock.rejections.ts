/** Refusals of the database lock and of what follows it. */
export const databaseLockRejections = {
  'trial-locked': { status: 409, title: 'The database of this trial is locked' },
  'lock-already-signed': { status: 409, title: 'The lock is signed in this role already' },
  'participants-not-ended': { status: 409, title: 'Some participants have not ended their participation' },
  'database-not-locked': { status: 409, title: 'The database of this trial is not locked' },
  'already-unblinded': { status: 409, title: 'The trial is unblinded already' },
  'trial-not-unblinded': { status: 409, title: 'The trial has not been unblinded' },
} as const;
