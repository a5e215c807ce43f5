import { isAfter, Rejection, type Instant, type PersonId } from '@trial/kernel';
import type { ReleaseAttributes } from './release.js';

/** That a batch has expired is no status: it follows from its date. Rejected and recalled are for good. */
export const BATCH_STATUSES = ['quarantined', 'released', 'rejected', 'recalled'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** What comes in after a batch was registered: tests that take days or weeks, or are done again. */
export type LateResults = Partial<
  Pick<ReleaseAttributes, 'sterility' | 'mycoplasma' | 'endotoxin' | 'karyotype' | 'hlaTyped'>
>;

export interface BatchStanding {
  readonly status: BatchStatus;
  readonly expiresAt: Instant;
  /** Whoever registered it, or last entered a result: they do not release it. */
  readonly measuredBy: PersonId;
}

export interface StatusChange {
  readonly to: BatchStatus;
  readonly by: PersonId;
  readonly hasResults: boolean;
}

/**
 * Whether a batch may take a status, also long after it was given to somebody. A status may be said again, to enter what
 * has come in. `Rejection`: `batch-status-final` (from rejected and recalled nothing leads back), `second-person-needed`
 * (whoever measured does not release, and nothing is measured and released at once), `batch-expired`.
 */
export function checkStatusChange(
  { status, expiresAt, measuredBy }: BatchStanding,
  { to, by, hasResults }: StatusChange,
  now: Instant,
): void {
  if (to !== status && !NEXT[status].includes(to)) {
    throw new Rejection('batch-status-final', { field: 'to', rule: `from ${status}: ${NEXT[status].join(', ')}` });
  }
  if (to !== 'released' || status === 'released') return;
  if (hasResults || measuredBy === by) {
    throw new Rejection('second-person-needed', { rule: 'whoever enters what was measured does not release it' });
  }
  if (!isAfter(expiresAt, now)) throw new Rejection('batch-expired', { rule: 'it has expired' });
}

const NEXT: Readonly<Record<BatchStatus, readonly BatchStatus[]>> = {
  quarantined: ['released', 'rejected', 'recalled'],
  released: ['quarantined', 'rejected', 'recalled'],
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
