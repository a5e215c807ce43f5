/**
 * Row-level security keyed by the caller's trial, sites and, for a participant, themselves: a forgotten condition in
 * a use case cannot show another site's rows. The table needs `trial_id`, `site_id` and (unless told otherwise)
 * `participant_id`; the application role must not own it.
 */
export function siteIsolation(
  table: string,
  { participant = 'participant_id' }: { participant?: string | null } = {},
): string[] {
  const own = participant
    ? ` and ((select coalesce(current_setting('app.participant', true), '')) = '' or ${participant}::text = (select current_setting('app.participant', true)))`
    : '';
  const condition = `${OF_TRIAL} and ${OF_SITES}${own}`;
  return isolate(table, condition);
}

/** The same for rows of a trial that belong to no site (sealed lists). */
export const trialIsolation = (table: string): string[] => isolate(table, OF_TRIAL);

const OF_TRIAL = `trial_id = (select current_setting('app.trial', true))`;
const OF_SITES = `site_id = any ((select string_to_array(current_setting('app.sites', true), ','))::text[])`;

const isolate = (table: string, condition: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy site_isolation on ${table} using (${condition}) with check (${condition})`,
];

/**
 * Statements of a migration that must see the rows of these tables, whatever trial they are of: row-level security holds for
 * the owner too, and a migration acts for no trial.
 */
export const seeingAllRows = (tables: readonly string[], statements: readonly string[]): string[] => [
  ...tables.map((table) => `alter table ${table} no force row level security`),
  ...statements,
  ...tables.map((table) => `alter table ${table} force row level security`),
];
