import type { QueryRunner } from 'typeorm';
import { defineMigration } from './migration.js';

describe('a migration', () => {
  const Second = defineMigration(2, 'AccessGrants', ['create table a ()', 'create table b ()']);

  it('is named so that TypeORM runs it by its number', () => {
    expect(new Second().name).toBe('AccessGrants1000000000002');
  });

  it('runs its statements in order', async () => {
    const ran: string[] = [];
    await new Second().up({ query: (sql: string) => Promise.resolve(ran.push(sql)) } as unknown as QueryRunner);
    expect(ran).toEqual(['create table a ()', 'create table b ()']);
  });

  it('never goes back', async () => {
    await expect(new Second().down({} as QueryRunner)).rejects.toThrow('migrations only go forward');
  });
});
