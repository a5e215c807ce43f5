import pg from 'pg';
import { readAccounts } from '../../../deploy/identity/accounts.mjs';
import { signIn } from '../../../deploy/identity/sign-in.mjs';
import { grantDemoAccess } from '../../../deploy/local/demo-access.mjs';
import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { figureOf, ratioInTurns } from '../figures.mjs';
import { withClient } from '../floor/ground.mjs';
import { Part } from '../floor/part.mjs';
import { closedLoop, httpLoop } from '../loads.mjs';
import { inTurns, withCpu } from '../turns.mjs';

/** How large a trial is, and the longest that 95 of 100 pages may take, by how many ask at a time. */
const SIZES = [
  { participants: 650, sites: 24, aims: { 1: 30, 8: 120 } },
  { participants: 10_000, sites: 150, aims: { 1: 150, 8: 150 } },
];
const CALLERS = [1, 8];
const MOST_BYTES = 60_000;
const MOST_PAGES = 200;
const WARM_UP = { connections: 8, seconds: 5 };
const SECONDS = 2;

const BARE = 'bare gateway, NATS, a reply of the same size';

/**
 * Who stands where in a trial: the casebook and the work list, page after page through the gateway, of a middling and of a
 * large trial; and how fast plans are made, in one process that does nothing else. What was lived through is written into
 * the tables; what is measured is how it is read.
 */
export async function measureSchedule(bench) {
  // It plans with what the build made, which may not be there when this file is read.
  const { fillTrial, siteCodes, trialOf } = await import('../schedule-ground.mjs');
  await grantDemoAccess(bench.platform.gatewayUrl, bench.platform.issuerUrl);
  const { id: trialId, ...trial } = trialOf('MANUS');
  const figures = await plans();
  let from = 0;
  for (const { participants, sites, aims } of SIZES) {
    await fillTrial(bench.stack, { trial: { id: trialId, ...trial }, participants, sites: siteCodes(sites), from });
    from = participants;
    await admit(bench, trialId, siteCodes(sites));
    const of = `${participants.toLocaleString('en')} participants`;
    figures.push(...(await bareRows(bench, of)));
    for (const what of ['casebook', 'worklist']) figures.push(...(await pagesOf(bench, { trialId, what, of, aims })));
  }
  return figures;
}

/** The trial file has three sites, and the gateway admits nobody to others; a larger trial is made of more in the delegation log. */
const admit = ({ stack }, trialId, sites) =>
  withClient(urlOfDatabase(stack.postgres, 'gateway'), async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(`update gateway.access_grant set sites = $2 where trial_id = $1 and role = 'monitor'`, [
      trialId,
      sites,
    ]);
  });

/** Each request asks for the page behind the last one, and after the last page for the first again. */
async function pagesOf(bench, { trialId, what, of, aims }) {
  const { password } = readAccounts();
  const { accessToken } = await signIn({ issuer: bench.platform.issuerUrl, username: 'monitor', password });
  const headers = { authorization: `Bearer ${accessToken}` };
  const pages = await allPages(bench.platform.gatewayUrl, `/v1/trials/${trialId}/${what}`, headers);
  const middle = pages.toSorted((a, b) => a.text.length - b.text.length)[Math.floor(pages.length / 2)];
  const parts = [
    new Part('./bare-reader.mjs', { NATS_URL: bench.stack.nats, PAGE: middle.text }),
    new Part('./bare-gateway.mjs', { NATS_URL: bench.stack.nats }),
  ];
  let turn = 0;
  try {
    const [, bareUrl] = await Promise.all(parts.map((part) => part.ready()));
    const sides = [
      {
        url: bareUrl,
        request: () => ({ method: 'GET', path: '/rows' }),
        pids: [...bench.serverPids, ...parts.map(({ pid }) => pid)],
      },
      {
        url: bench.platform.gatewayUrl,
        request: () => ({ method: 'GET', path: pages[(turn += 1) % pages.length].path, headers }),
        pids: [...bench.serverPids, ...bench.servicePids],
      },
    ];
    for (const { url, request } of sides) await httpLoop(url, request, WARM_UP);
    const figures = [sizeOf(pages, `${what} of ${of}`)];
    for (const callers of CALLERS) {
      const [bare, read] = await inTurns(sides, callers);
      const aim = what === 'casebook' ? `p95 at most ${aims[callers]} ms` : 'none of its own';
      figures.push(withCpu(figureOf({ name: BARE, callers }, bare), bare), {
        ...withCpu(figureOf({ name: `a page of the ${what} of ${of}`, callers }, read), read),
        ...{ floor: BARE, ...ratioInTurns(read.pace, bare.pace), aim },
      });
    }
    return figures;
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
  }
}

async function allPages(url, path, headers) {
  const pages = [];
  for (let next = path; next !== undefined && pages.length < MOST_PAGES;) {
    const response = await fetch(`${url}${next}`, { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${next}: ${response.status} ${text}`);
    pages.push({ path: next, text });
    const { nextCursor } = JSON.parse(text);
    next = nextCursor && `${path}?cursor=${nextCursor}`;
  }
  return pages;
}

/** A page above the limit is an error. */
function sizeOf(pages, what) {
  const sizes = pages.map(({ text }) => Buffer.byteLength(text)).sort((a, b) => a - b);
  const kilobytes = (bytes) => (bytes / 1_000).toFixed(1);
  return {
    name: `pages of the ${what}: ${kilobytes(sizes[0])} to ${kilobytes(sizes.at(-1))} kB (60 at most)`,
    n: sizes.length,
    errors: sizes.filter((bytes) => bytes > MOST_BYTES).length,
  };
}

/** The least that Postgres can do for a page: fifty participants by their index, and their visits by theirs. */
async function bareRows({ stack }, of) {
  const pool = new pg.Pool({ connectionString: urlOfDatabase(stack.postgres, 'scheduling'), max: 16 });
  const page = async () => {
    const { rows } = await pool.query({ ...PARTICIPANTS, values: [Math.floor(Math.random() * 10)] });
    await pool.query({ ...VISITS, values: [rows.map(({ id }) => id)] });
  };
  const figures = [];
  for (const callers of CALLERS) {
    const asking = Array.from({ length: callers }, () => page);
    await closedLoop(asking, { seconds: 1 });
    const measured = await closedLoop(asking, { seconds: SECONDS });
    figures.push(figureOf({ name: `Postgres, 50 participants of ${of} and their visits`, callers }, measured));
  }
  await pool.end();
  return figures;
}
const PARTICIPANTS = {
  name: 'participants',
  text: `select * from scheduling.participant where trial_id = 'MANUS' and site_id = 'S00' || $1::int
          order by site_id, participant_code limit 50`,
};
const VISITS = { name: 'visits', text: 'select * from scheduling.visit where participant_id = any($1::uuid[])' };

/** A process of its own, so that neither the generator nor a server shares its core when there are two. */
async function plans() {
  const maker = new Part('../plan-maker.mjs', {});
  try {
    await maker.ready();
    const { copied, planned, visits } = await maker.ask({ seconds: SECONDS });
    const copies = 'plans made already, copied object by object';
    return [
      { name: copies, callers: 1, errors: 0, ...copied },
      {
        ...{ name: `plans of ${visits} visits made, one core`, callers: 1, errors: 0, ...planned },
        ...{ floor: copies, ...ratioInTurns(planned.pace, copied.pace), aim: 'at least 20,000 a second' },
      },
    ];
  } finally {
    await maker.stop();
  }
}
