import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { readAccounts } from '../../../deploy/identity/accounts.mjs';
import { signIn } from '../../../deploy/identity/sign-in.mjs';
import { grantDemoAccess } from '../../../deploy/local/demo-access.mjs';
import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { figureOf, joined, ratioInTurns } from '../figures.mjs';
import { withClient } from '../floor/ground.mjs';
import { Part } from '../floor/part.mjs';
import { closedLoop } from '../loads.mjs';
import { fillAdverseEvents } from '../safety-ground.mjs';

const SECONDS = 2;
const EVENTS = 20_000;
const PARTICIPANTS = 400;
const ROUNDS = 5;

/**
 * How fast laboratory results are graded and cases written for a regulator, each in one process that does nothing else; and
 * how long reports of a large trial take.
 */
export const measureSafety = async (bench) => [
  ...(await gradings()),
  ...(await caseFiles()),
  ...(await reports(bench)),
];

async function gradings() {
  const grader = new Part('../lab-grader.mjs', {});
  try {
    await grader.ready();
    const { graded, proposed, copied, answered } = await grader.ask({ seconds: SECONDS });
    const one = { callers: 1, errors: 0 };
    const copies = 'lines read and written again as JSON';
    return [
      { name: 'results graded as grade-labs does, one core', ...one, ...graded, aim: 'at least 200,000 a second' },
      { name: 'results graded with all they used, one core', ...one, ...proposed, aim: 'at least 200,000 a second' },
      { name: copies, ...one, ...copied },
      {
        ...{ name: 'lines read, graded and answered, one core', ...one, ...answered },
        ...{ floor: copies, ...ratioInTurns(answered.pace, copied.pace) },
        aim: 'none of its own: what the lines above do, and JSON',
      },
    ];
  } finally {
    await grader.stop();
  }
}

/** The golden case written as XML and put to the rules, for the blinded and for a regulator in turn. */
async function caseFiles() {
  const writer = new Part('../case-writer.mjs', {});
  try {
    await writer.ready();
    const { copied, written } = await writer.ask({ seconds: SECONDS });
    const one = { callers: 1, errors: 0 };
    const floor = 'the same case read and written again as JSON';
    return [
      { name: floor, ...one, ...copied },
      {
        ...{ name: 'a case written as XML and put to the rules, one core', ...one, ...written },
        ...{ floor, ...ratioInTurns(written.pace, copied.pace), aim: 'at most 50 ms each' },
      },
    ];
  } finally {
    await writer.stop();
  }
}

/** Reports over many events, asked for through the gateway, in turns with the least that reading the same rows can take. */
async function reports({ stack, platform }) {
  await grantDemoAccess(platform.gatewayUrl, platform.issuerUrl);
  const url = urlOfDatabase(stack.postgres, 'safety');
  await withClient(url, (client) =>
    fillAdverseEvents(client, { events: EVENTS, participants: PARTICIPANTS, sites: ['UMCU'] }),
  );
  const base = `${platform.gatewayUrl}/v1/trials/MANUS`;
  const { password } = readAccounts();
  const { accessToken } = await signIn({ issuer: platform.issuerUrl, username: 'data-manager', password });
  const headers = { authorization: `Bearer ${accessToken}` };
  // What takes longer than the gateway waits is repeated with its key, as a client should.
  const ask = async (path, more = {}, patience = 10) => {
    const response = await fetch(`${base}${path}`, { headers, ...more });
    const text = await response.text();
    if ([409, 504].includes(response.status) && patience > 0)
      return setTimeout(1_000).then(() => ask(path, more, patience - 1));
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return text;
  };
  const { dataCutId } = JSON.parse(
    await ask('/data-cuts', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'bench-data-cut' },
      body: JSON.stringify({ purpose: 'safety-board', reason: 'measured' }),
    }),
  );
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const rows = 'Postgres, events, grades and opinions of 20,000 read through';
  const content = 'Postgres, the content of a data cut of 20,000 events read';
  const sides = [
    { name: rows, ask: () => pool.query(ROWS) },
    { name: content, ask: () => pool.query(CONTENT, [dataCutId]) },
    { name: 'table of maximum grades, now', floor: rows, ask: () => ask('/reports/maximum-grades') },
    {
      ...{ name: 'table of maximum grades of a data cut', floor: content },
      ask: () => ask(`/reports/maximum-grades?dataCutId=${dataCutId}`),
    },
  ];
  const measured = sides.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [index, side] of sides.entries()) {
      const once = await closedLoop([side.ask], { seconds: 0.5 });
      // The first round is a warm-up.
      if (round > 0) measured[index].push(once);
    }
  await pool.end();
  const paceOf = (index) => measured[index].map(({ latencies, seconds }) => latencies.length / seconds);
  return sides.map(({ name, floor }, index) => {
    const figure = figureOf({ name, callers: 1 }, joined(measured[index]));
    if (floor === undefined) return figure;
    const under = sides.findIndex((side) => side.name === floor);
    return { ...figure, floor, ...ratioInTurns(paceOf(index), paceOf(under)), aim: 'p95 at most 1,000 ms' };
  });
}

const ROWS = `
  select count(*) from (
    select event.*, segment.grade as segment_grade, opinion.possibility from safety.adverse_event event
      join safety.grade_segment segment on segment.adverse_event_id = event.id
      left join safety.causality_opinion opinion on opinion.adverse_event_id = event.id offset 0) as read`;
const CONTENT = 'select content from safety.data_cut_part where data_cut_id = $1';
