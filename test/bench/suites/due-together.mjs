import { startClocks } from '../../support/open-clocks.mjs';

/** From arming to the second in which they are due: long enough that bells are set. */
const AHEAD = 4;
const PATIENCE_MS = 120_000;

/**
 * Reporting clocks of the safety service that run out from the beginning of a second.
 *
 * @param {import('pg').Client} client a superuser of the service's database
 * @param {object} clocks
 * @param {number} clocks.many
 * @param {string} clocks.dueAt SQL of the seconds from the beginning, in which `n` is the number
 * @param {(beginning: number) => Promise<void>} [clocks.meanwhile] what happens to them; the moment in ms
 * @returns a load, and the `ids` of the clocks
 */
export async function dueTogether(client, { many, dueAt, meanwhile }) {
  const beginning = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + AHEAD * 1_000);
  const ids = await startClocks(client, {
    many,
    dueAt: `timestamptz '${beginning.toISOString()}' + interval '1 second' * (${dueAt})`,
  });
  await meanwhile?.(beginning.getTime());
  return { ...(await fired(client, ids, beginning)), ids };
}

/** Waits for what is due; lateness in ms of each, and what was not fired as errors. */
export async function fired(client, ids, beginning) {
  await until(beginning.getTime());
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    await until(Date.now() + 500);
    const { rows } = await client.query(LEFT, [ids]);
    if (rows[0].left === 0 || Date.now() > giveUpAt) break;
  }
  const { rows } = await client.query(LATENESS, [ids]);
  const latencies = rows.map(({ ms }) => ms);
  const last = Math.max(...rows.map(({ at }) => at.getTime()));
  return {
    latencies: latencies.filter((ms) => ms >= 0),
    errors: ids.length - latencies.length + latencies.filter((ms) => ms < 0).length,
    seconds: (last - beginning.getTime()) / 1_000,
  };
}

const LEFT = `select count(*)::int as left from safety.deadline where key = any($1) and status = 'armed'`;
export const LATENESS = `
  select extract(epoch from pg_xact_commit_timestamp(xmin) - due_at)::float8 * 1000 as ms, pg_xact_commit_timestamp(xmin) as at
    from safety.deadline where key = any($1) and status = 'fired'`;

export const until = (moment) => new Promise((resolve) => setTimeout(resolve, moment - Date.now()));
