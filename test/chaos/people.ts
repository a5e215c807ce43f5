import type pg from 'pg';

export interface People {
  readonly trialId: string;
  readonly siteId: string;
  readonly status: 'eligible' | 'consented';
  readonly many: number;
}

/** So many participants as their screening would have left them, in one statement; returns their ids. */
export async function enrol(client: pg.Client, { trialId, siteId, status, many }: People): Promise<string[]> {
  await client.query(ACTING);
  const { rows } = await client.query<{ id: string }>(ENROLLED, [trialId, siteId, status, many]);
  return rows.map(({ id }) => id);
}

const ACTING = `select set_config('app.' || name, value, false) from (values
  ('actor', 'test'), ('role', 'investigator'), ('zone', 'UTC'), ('cause', 'test'), ('reason', 'test'), ('now', now()::text)
) as settings (name, value)`;

const ENROLLED = `
  insert into enrolment.participant (id, trial_id, site_id, code, year_of_birth, sex, status, screened_on, consented_at,
      trial_version, randomised_in_error, withdrawn_from, version)
    select id, $1, $2, $2 || '-' || id, 1970, 'female', $3, '2025-03-01', '2025-03-01T10:00:00Z', 1, false, '{}', 3
      from (select gen_random_uuid() as id from generate_series(1, $4::int)) as one
    returning id`;
