import { DataSource, EntitySchema } from 'typeorm';
import { instant, type Context } from '@trial/kernel';
import { ReproducibleIds } from './ids.js';
import { Transaction } from './transaction.js';

const context: Context = {
  actor: 'person-1',
  role: 'investigator',
  organisation: 'site',
  trialId: 'TRIAL',
  sites: ['SITE'],
  zone: 'Europe/Amsterdam',
  reason: 'command:report-adverse-event',
  trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cause: 'key-1',
};
/** Never connected: nothing here may reach a database. */
const { manager } = new DataSource({ type: 'postgres' });
const now = instant('2025-03-03T23:30:00Z');

const transactionOf = (service: string, more: Partial<Context> = {}): Transaction =>
  new Transaction(manager, new ReproducibleIds('seed'), { ...context, ...more }, now, service);
const idsOf = (tx: Transaction): string[] => [tx.newId(), tx.newId()];

describe('an open transaction', () => {
  it('gives ids of its own instant, each once', () => {
    const ids = idsOf(transactionOf('safety'));
    expect(new Set(ids).size).toBe(2);
    // 2025-03-03T23:30:00Z in milliseconds, in hexadecimal.
    for (const id of ids) expect(id).toMatch(/^01955e58-4cc0-7/);
  });

  it('gives the same ids to the same work, so that two rehearsals can be compared', () => {
    expect(idsOf(transactionOf('safety'))).toEqual(idsOf(transactionOf('safety')));
  });

  it.each<[string, Transaction]>([
    ['another service', transactionOf('scheduling')],
    ['another cause', transactionOf('safety', { cause: 'key-2' })],
    [
      'another caller',
      transactionOf('safety', { idempotency: { scope: 'person-2 x', key: 'key-1', fingerprint: '' } }),
    ],
  ])('gives other ids to %s', (_, other) => {
    const ids = new Set([...idsOf(transactionOf('safety')), ...idsOf(other)]);
    expect(ids.size).toBe(4);
  });
});

describe('a transaction that is over', () => {
  const tx = transactionOf('safety');
  tx.close();

  it.each<[string, () => unknown]>([
    ['make ids', () => tx.newId()],
    ['hand out tables', () => tx.rows(new EntitySchema({ name: 'note', columns: {} }))],
  ])('does not %s any more', (_, use) => {
    expect(use).toThrow('this transaction is closed');
  });

  it('does not ask the database any more', async () => {
    await expect(tx.query('select 1')).rejects.toThrow('this transaction is closed');
  });
});
