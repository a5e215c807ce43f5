import { randomBytes, randomUUID } from 'node:crypto';
import { readAccounts } from '../../deploy/identity/accounts.mjs';
import { signIn } from '../../deploy/identity/sign-in.mjs';
import { checkout } from '../../deploy/local/checkout.mjs';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { trialFacts } from '../rehearsal/trial-facts.mjs';
import { withClient } from './floor/ground.mjs';

/** As long as a list can be. */
const POSITIONS = 10_000;

/**
 * A sealed list of 10,000 positions, made over the API by two persons, and as many eligible participants: blinded facts,
 * written in one statement as the screening of so many would have left them. What is measured is what comes after.
 *
 * @returns {Promise<{ next: () => { path: string, authorization: string } }>} each participant once
 */
export async function eligible({ stack, platform }) {
  const { id: trialId, sites, arms } = trialFacts(checkout);
  await sealedList(platform, { trialId, arms });
  const participants = await written(stack, { trialId, sites });
  const tokens = new Map();
  for (const site of sites) tokens.set(site, await tokenOf(platform, `investigator-${site.toLowerCase()}`));
  let turn = 0;
  return {
    next() {
      if (turn === participants.length) throw new Error('every prepared participant has been randomised');
      const { id, siteId } = participants[turn];
      turn += 1;
      return { path: `/v1/trials/${trialId}/participants/${id}/randomisation`, authorization: tokens.get(siteId) };
    },
  };
}

async function sealedList(platform, { trialId, arms }) {
  const lists = `${platform.gatewayUrl}/v1/trials/${trialId}/randomisation-lists`;
  const specification = {
    arms,
    blockSizes: [{ size: 4 }, { size: 6 }],
    length: POSITIONS,
    seed: randomBytes(32).toString('hex'),
  };
  const { listId, checksum } = await post(lists, await tokenOf(platform, 'list-statistician'), specification);
  await post(`${lists}/${listId}/seal`, await tokenOf(platform, 'second-list-statistician'), { checksum });
}

async function tokenOf({ issuerUrl }, username) {
  const { accessToken } = await signIn({ issuer: issuerUrl, username, password: readAccounts().password });
  return `Bearer ${accessToken}`;
}

async function post(url, authorization, body) {
  const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

const written = (stack, { trialId, sites }) =>
  withClient(urlOfDatabase(stack.postgres, 'randomisation'), async (client) => {
    await client.query(ACTING);
    const { rows } = await client.query(ENROLLED, [trialId, sites, POSITIONS]);
    return rows;
  });

const ACTING = `select set_config('app.' || name, value, false) from (values
  ('actor', 'bench'), ('role', 'investigator'), ('zone', 'UTC'), ('cause', 'bench'), ('reason', 'bench'), ('now', now()::text)
) as settings (name, value)`;

const ENROLLED = `
  insert into enrolment.participant (id, trial_id, site_id, code, year_of_birth, sex, status, screened_on, consented_at,
      trial_version, randomised_in_error, withdrawn_from, version)
    select gen_random_uuid(), $1, site, site || '-B' || n, 1970, 'female', 'eligible', current_date, now(), 1, false, '{}', 3
      from generate_series(1, $3::int) as n, lateral (select ($2::text[])[1 + n % cardinality($2::text[])] as site) as at
    returning id, site_id as "siteId"`;
