import { isAfter, Rejection, type Instant, type PersonId } from '@trial/kernel';
import type { TestResult } from './release.js';

/** That a batch has expired is no status: it follows from its date. Rejected and recalled are for good. */
export const BATCH_STATUSES = ['quarantined', 'released', 'rejected', 'recalled'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export interface BatchStanding {
  readonly status: BatchStatus;
  readonly registeredBy: PersonId;
  readonly expiresAt: Instant;
}

export interface StatusChange {
  readonly to: BatchStatus;
  readonly by: PersonId;
  /** The sterility of the batch as known with this change. */
  readonly sterility: TestResult;
}

/**
 * Whether a batch may take another status, also long after it was given to somebody. `Rejection`: `batch-status-final`
 * (nothing follows a rejection or recall, and no batch is quarantined twice), `second-person-needed` (whoever registered
 * a batch does not release it), `batch-expired`, `batch-not-fit-for-release` (it failed its sterility test).
 */
export function checkStatusChange(
  { status, registeredBy, expiresAt }: BatchStanding,
  { to, by, sterility }: StatusChange,
  now: Instant,
): void {
  if (!NEXT[status].includes(to)) {
    throw new Rejection('batch-status-final', { field: 'to', rule: `from ${status}: ${NEXT[status].join(', ')}` });
  }
  if (to !== 'released') return;
  if (sterility === 'failed') {
    throw new Rejection('batch-not-fit-for-release', { field: 'sterility', rule: 'it failed its sterility test' });
  }
  if (status === 'released') return;
  if (registeredBy === by) {
    throw new Rejection('second-person-needed', { rule: 'whoever registered a batch does not release it' });
  }
  if (!isAfter(expiresAt, now)) throw new Rejection('batch-expired', { rule: 'it has expired' });
}

/** A released batch stays released when a late result was good. */
const NEXT: Readonly<Record<BatchStatus, readonly BatchStatus[]>> = {
  quarantined: ['released', 'rejected', 'recalled'],
  released: ['released', 'quarantined', 'rejected', 'recalled'],
  rejected: [],
  recalled: [],
};

/** Whether those who received something of a batch with this status are looked after, one by one. */
export const callsForFollowUp = (status: BatchStatus): boolean => status !== 'released';

export interface BatchInStock {
  readonly number: string;
  readonly status: BatchStatus;
  readonly expiresAt: Instant;
  readonly arm: string;
  /** Units nobody prepared: once it bears a participant's label a unit never returns. */
  readonly unitsLeft: number;
}

/**
 * First expired, first out: of the released batches for an arm that have a unit left and do not expire before
 * `neededUntil`, the one that expires first; of two the lower number. Undefined when there is none.
 */
export const chooseBatch = <Batch extends BatchInStock>(
  batches: readonly Batch[],
  { arm, neededUntil }: { readonly arm: string; readonly neededUntil: Instant },
): Batch | undefined =>
  batches
    .filter((batch) => batch.arm === arm && batch.unitsLeft > 0 && batch.status === 'released')
    .filter(({ expiresAt }) => !isAfter(neededUntil, expiresAt))
    .sort((a, b) => a.expiresAt.epochMilliseconds - b.expiresAt.epochMilliseconds || (a.number < b.number ? -1 : 1))[0];
