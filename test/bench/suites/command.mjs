import { randomUUID } from 'node:crypto';
import { urlOfDatabase } from '../../../deploy/local/provision-postgres.mjs';
import { figureOf, ratioInTurns } from '../figures.mjs';
import { withClient } from '../floor/ground.mjs';
import { Part } from '../floor/part.mjs';
import { httpLoop } from '../loads.mjs';
import { inTurns, withCpu } from '../turns.mjs';

const CALLERS = [1, 8, 32];
/** Node compiles what it has run a few thousand times: until then a request costs well over half as much again. */
const FIRST_WARM_UP = { connections: 32, seconds: 8 };

const FLOOR = 'bare gateway, NATS, service, insert';

/**
 * An adverse event is reported: sign-in checked, access looked up, request validated at both doors, one transaction with
 * event, grade, audit rows, outbox and receipt. Beside it, in turns, the least that two Nest processes can do for a row.
 */
export async function measureCommand(bench) {
  const people = await bench.people();
  const environment = { NATS_URL: bench.stack.nats, DATABASE_URL: bench.ground };
  const parts = [new Part('./bare-service.mjs', environment), new Part('./bare-gateway.mjs', environment)];
  try {
    const [, bareUrl] = await Promise.all(parts.map((part) => part.ready()));
    const sides = [
      { url: bareUrl, request: () => bareInsert(people), pids: [...bench.serverPids, ...parts.map(({ pid }) => pid)] },
      {
        url: bench.platform.gatewayUrl,
        request: () => report(people),
        pids: [...bench.serverPids, ...bench.servicePids],
      },
    ];
    for (const { url, request } of sides) await httpLoop(url, request, FIRST_WARM_UP);
    const figures = [];
    let answered = 0;
    for (const connections of CALLERS) {
      const [floor, command] = await inTurns(sides, connections);
      answered += command.latencies.length;
      figures.push(...compared(floor, command, connections));
    }
    return [...figures, await kept(bench, answered)];
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
  }
}

function compared(floor, command, callers) {
  return [
    withCpu(figureOf({ name: FLOOR, callers }, floor), floor),
    {
      ...withCpu(figureOf({ name: 'report an adverse event', callers }, command), command),
      floor: FLOOR,
      ...ratioInTurns(command.pace, floor.pace),
      aim: 'at least 0.6 of the floor',
    },
  ];
}

/** Speed that loses something is none: what was answered 201 must be in the database. */
async function kept(bench, answered) {
  const found = await withClient(urlOfDatabase(bench.stack.postgres, 'safety'), async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as n from safety.adverse_event where source = 'reported'`,
    );
    return rows[0].n;
  });
  return { name: 'adverse events answered for and kept', n: answered, errors: Math.max(0, answered - found) };
}

function report({ trialId, next }) {
  const { participantId, authorization } = next('investigator');
  const now = new Date().toISOString();
  return {
    method: 'POST',
    path: `/v1/trials/${trialId}/participants/${participantId}/adverse-events`,
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(anEvent(now)),
  };
}

function bareInsert() {
  return {
    method: 'POST',
    path: '/rows',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(anEvent(new Date().toISOString())),
  };
}

const anEvent = (now) => ({ term: 'headache', grade: 2, seriousness: [], onsetOn: now.slice(0, 10), awareAt: now });
