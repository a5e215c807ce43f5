import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { grantDemoAccess } from '../../../deploy/local/demo-access.mjs';
import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { eligible } from '../eligible.mjs';
import { figureOf, ratioInTurns } from '../figures.mjs';
import { withClient } from '../floor/ground.mjs';
import { Part } from '../floor/part.mjs';
import { closedLoop, httpLoop } from '../loads.mjs';
import { inTurns, withCpu } from '../turns.mjs';

const CALLERS = [16, 100];
/** As many connections as a service has. */
const POOL = 16;
const SECONDS = 2;
const FIRST_WARM_UP = { connections: 32, seconds: 5 };

const BARE = 'bare gateway, NATS, service, insert';
const INSERT = 'Postgres, one-row insert through a pool of 16';

/**
 * An eligible participant is randomised, another one each time: sign-in checked, access looked up, request validated at
 * both doors, one transaction with status, randomisation, allocation, audit rows, outbox and receipt. All of one trial
 * wait for one list. Beside it the least that two Nest processes, and that Postgres alone, can do for a row.
 */
export async function measureRandomise(bench) {
  await grantDemoAccess(bench.platform.gatewayUrl, bench.platform.issuerUrl);
  const people = await eligible(bench);
  const environment = { NATS_URL: bench.stack.nats, DATABASE_URL: bench.ground };
  const parts = [new Part('./bare-service.mjs', environment), new Part('./bare-gateway.mjs', environment)];
  const pool = new pg.Pool({ connectionString: bench.ground, max: POOL });
  try {
    const [, bareUrl] = await Promise.all(parts.map((part) => part.ready()));
    const sides = [
      { url: bareUrl, request: bareInsert, pids: [...bench.serverPids, ...parts.map(({ pid }) => pid)] },
      {
        url: bench.platform.gatewayUrl,
        request: () => randomise(people.next()),
        pids: [...bench.serverPids, ...bench.servicePids],
      },
    ];
    for (const { url, request } of sides) await httpLoop(url, request, FIRST_WARM_UP);
    const figures = [];
    for (const callers of CALLERS) {
      const insert = await closedLoop(inserting(pool, callers), { seconds: SECONDS });
      const [bare, command] = await inTurns(sides, callers);
      figures.push(...compared(insert, bare, command, callers));
    }
    return [...figures, ...(await kept(bench))];
  } finally {
    await pool.end();
    await Promise.all(parts.map((part) => part.stop()));
  }
}

const inserting = (pool, callers) =>
  Array.from({ length: callers }, () => () => pool.query({ ...ROW, values: [randomUUID(), 'x'.repeat(300)] }));
const ROW = { name: 'insert', text: 'insert into single_row (id, body) values ($1, $2)' };

function compared(insert, bare, command, callers) {
  const toInsert = insert.latencies.length / insert.seconds;
  return [
    figureOf({ name: INSERT, callers }, insert),
    withCpu(figureOf({ name: BARE, callers }, bare), bare),
    {
      ...withCpu(figureOf({ name: 'randomise a participant', callers }, command), command),
      floor: BARE,
      ...ratioInTurns(command.pace, bare.pace),
      aim: 'zero errors, at least 200 a second, p95 at most 100 ms at 16 callers',
    },
    {
      name: 'the same, beside the insert alone',
      callers,
      floor: INSERT,
      ...ratioInTurns(
        command.pace,
        command.pace.map(() => toInsert),
      ),
      aim: 'none of its own',
    },
  ];
}

/**
 * Speed that loses something is none: every participant who has the status has one allocation, of the first positions
 * without a gap. And for how long the list was held each time, once the position had been written.
 */
const kept = ({ stack }) =>
  withClient(urlOfDatabase(stack.postgres, 'randomisation'), async (client) => {
    const { rows } = await client.query(`
      select count(*)::int as randomised, count(allocation.id)::int as allocated, max(position) as last
        from enrolment.participant left join vault.allocation on participant_id = participant.id
       where status = 'randomised'`);
    const [{ randomised, allocated, last }] = rows;
    const errors = Math.abs(randomised - allocated) + Math.abs(allocated - last);
    const held = await client.query(`
      select extract(epoch from pg_xact_commit_timestamp(xmin) - recorded_at) * 1000 as ms
        from vault.audit_entry where table_name = 'allocation'`);
    const latencies = held.rows.map(({ ms }) => Number(ms));
    const { perSecond: _perSecond, ...figure } = figureOf(
      { name: 'position written to commit: the list is held' },
      { latencies, errors: 0, seconds: 1 },
    );
    return [{ name: 'participants randomised, and positions taken without a gap', n: randomised, errors }, figure];
  });

const randomise = ({ path, authorization }) => ({
  method: 'POST',
  path,
  headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  body: '{}',
});

const bareInsert = () => ({
  method: 'POST',
  path: '/rows',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ randomised: new Date().toISOString() }),
});
