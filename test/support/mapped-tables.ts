import type { INestApplication } from '@nestjs/common';
import { Transactions } from '@trial/persistence';

/**
 * What the mapping of each schema of a service would still change in it: nothing may be left. Checks, references and indexes
 * that only migrations know are theirs; columns, tables and unique keys must be the same.
 */
export async function unmapped(app: INestApplication): Promise<Record<string, string[]>> {
  const left: Record<string, string[]> = {};
  for (const { service, dataSource } of app.get(Transactions, { strict: false, each: true })) {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    left[service] = upQueries.map(({ query }) => query).filter((query) => !/DROP (CONSTRAINT|INDEX)/.test(query));
  }
  return left;
}
