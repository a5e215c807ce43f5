import type { BootedService } from '../../support/service.js';

/** The tables of both schemas in which a text stands in clear, or as the bytes a database prints in hexadecimal. */
export async function whereStands(service: BootedService, pattern: string): Promise<readonly string[]> {
  const found = [];
  for (const schema of ['enrolment', 'vault']) {
    const tables = await service.rows<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = $1 order by 1`,
      [schema],
    );
    for (const { name } of tables) {
      const rows = await service.rows(
        `select 1 from (select row_to_json(one)::text as whole from ${schema}.${name} one) as rows
          where whole ~* $1 limit 1`,
        [pattern],
      );
      if (rows.length > 0) found.push(`${schema}.${name}`);
    }
  }
  return found;
}

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

/** The arms of the trial files, as words and as bytes. */
export const ANY_ARM = ['\\m(msc|placebo)\\M', hex('"msc"'), hex('placebo')].join('|');
