import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A numbered, forward-only step of a schema, in SQL written by hand: expand first, contract in a later one. */
export function defineMigration(
  number: number,
  name: string,
  statements: readonly string[],
): new () => MigrationInterface {
  return class implements MigrationInterface {
    // TypeORM orders by the thirteen digits at the end of the name.
    readonly name = `${name}${String(FIRST + number)}`;

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.reject(new Error('migrations only go forward: write the next one'));
    }
  };
}

const FIRST = 1_000_000_000_000;
