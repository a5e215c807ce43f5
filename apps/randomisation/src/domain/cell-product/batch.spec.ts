import fc from 'fast-check';
import { instant, instantAt } from '@trial/kernel';
import {
  callsForFollowUp,
  checkStatusChange,
  chooseBatch,
  type BatchInStock,
  BATCH_STATUSES,
  type BatchStatus,
  type StatusChange,
} from './batch.js';

const now = instant('2025-03-03T08:00:00Z');

const batch = (status: BatchStatus) => ({ status, measuredBy: 'one', expiresAt: now.add({ hours: 1 }) });
const changing = (from: BatchStatus, to: BatchStatus, more: Partial<StatusChange> = {}) =>
  checkStatusChange(batch(from), { to, by: 'other', hasResults: false, ...more }, now);
const refusing = (code: string) => expect.objectContaining({ code }) as Error;

describe('the status of a batch', () => {
  it.each([
    ['quarantined', ['quarantined', 'released', 'rejected', 'recalled']],
    ['released', ['quarantined', 'released', 'rejected', 'recalled']],
    ['rejected', ['rejected']],
    ['recalled', ['recalled']],
  ] as const)('%s is followed by %j and by nothing else', (from, next) => {
    for (const to of BATCH_STATUSES) {
      if ([...next].some((one) => one === to)) expect(() => changing(from, to)).not.toThrow();
      else expect(() => changing(from, to)).toThrow(refusing('batch-status-final'));
    }
  });

  it('is released by somebody who measured nothing of it, and before it expires', () => {
    expect(() => changing('quarantined', 'released', { by: 'one' })).toThrow(refusing('second-person-needed'));
    expect(() => changing('quarantined', 'released', { hasResults: true })).toThrow(refusing('second-person-needed'));
    const expired = { ...batch('quarantined'), expiresAt: now };
    expect(() => checkStatusChange(expired, { to: 'released', by: 'other', hasResults: false }, now)).toThrow(
      refusing('batch-expired'),
    );
  });

  it('is said again by anybody who has a result, also after a recall', () => {
    for (const status of BATCH_STATUSES)
      expect(() => changing(status, status, { by: 'one', hasResults: true })).not.toThrow();
  });

  it('is stopped by anybody', () => {
    for (const to of ['quarantined', 'rejected', 'recalled'] as const)
      expect(() => changing('released', to, { by: 'one', hasResults: true })).not.toThrow();
  });

  it('calls for follow-up of recipients unless it is released', () => {
    expect(BATCH_STATUSES.filter(callsForFollowUp)).toEqual(['quarantined', 'rejected', 'recalled']);
  });
});

describe('the batch that is taken', () => {
  const stock = fc.array(
    fc.record({
      number: fc.string({ minLength: 1, maxLength: 3 }),
      status: fc.constantFrom(...BATCH_STATUSES),
      expiresAt: fc.integer({ min: 0, max: 20 }).map((hours) => instantAt(hours * 3_600_000)),
      arm: fc.constantFrom('a', 'b'),
      unitsLeft: fc.integer({ min: 0, max: 2 }),
    }),
  );
  const wanted = { arm: 'a', neededUntil: instantAt(5 * 3_600_000) };
  const fits = ({ status, expiresAt, arm, unitsLeft }: BatchInStock) =>
    status === 'released' &&
    arm === 'a' &&
    unitsLeft > 0 &&
    expiresAt.epochMilliseconds >= wanted.neededUntil.epochMilliseconds;

  it('fits, and no batch that fits expires before it', () => {
    fc.assert(
      fc.property(stock, (batches) => {
        const chosen = chooseBatch(batches, wanted);
        const fitting = batches.filter(fits);
        expect(chosen === undefined).toBe(fitting.length === 0);
        if (!chosen) return;
        expect(fits(chosen)).toBe(true);
        for (const other of fitting)
          expect(chosen.expiresAt.epochMilliseconds).toBeLessThanOrEqual(other.expiresAt.epochMilliseconds);
      }),
    );
  });

  it('does not depend on the order in which batches are looked at', () => {
    fc.assert(
      fc.property(stock, (batches) => {
        expect(chooseBatch([...batches].reverse(), wanted)?.number).toBe(chooseBatch(batches, wanted)?.number);
      }),
    );
  });
});
