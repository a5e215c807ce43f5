import { randomUUID } from 'node:crypto';
import { createInbox, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { randomiseParticipant, type OperationReply } from '@trial/contracts';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { Enrolling, keyed } from '../service/randomisation/enrol.js';
import { eventually } from '../support/eventually.js';
import { aContext, callerOn } from '../support/service.js';
import { natsAsAdmin } from '../support/stack.js';
import { sessionOf, waitingFor } from '../support/waiting.js';
import { wordOf } from './answers.js';
import { enrol } from './people.js';
import { eventsApart, heard, SAID_OF, violations } from './randomisation-invariants.js';
import { Replicas } from './replicas.js';
import { BEFORE_MARKED_AS_SENT, STEPS, STEPS_CAN_BE_HELD, type Step } from './steps-of-randomising.js';

const TRIAL = 'MANUS';
const SITE = 'UMCU';
const REPLICAS = 3;
/** Of each step, and of the two that follow the answer. */
const KILLS = 5;
const INBOX = createInbox('_INBOX.gateway');

describe('no randomisation is lost, and none is made twice, when its service is killed', () => {
  let replicas: Replicas;
  let nats: NatsConnection;
  let client: pg.Client;
  let holder: pg.Client;
  /** Who was held died without an answer. */
  const answersOfTheDead: string[] = [];
  beforeAll(async () => {
    replicas = await Replicas.start(REPLICAS);
    nats = await natsAsAdmin();
    nats.subscribe(INBOX, { callback: (_, message) => void answersOfTheDead.push(message.string()) });
    const connectionString = urlOfDatabase(replicas.stack.postgres, replicas.database);
    [client, holder] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })];
    await Promise.all([client.connect(), holder.connect()]);
    await new Enrolling(callerOn(nats), TRIAL, SITE).sealedList({ length: 200 });
    await client.query(SAID_OF);
    await client.query(STEPS_CAN_BE_HELD);
  });
  afterEach(() => letGo());
  afterAll(async () => {
    await Promise.all([client.end(), holder.end()]);
    await replicas.stop();
    await nats.close();
  });

  it.each(STEPS.map((step) => [step.name, step] as const))('%s', async (_, step) => {
    for (let kill = 0; kill < KILLS; kill += 1) await dieAt(step);
  });

  it('after the answer, before its event is published, or marked as published', async () => {
    for (let kill = 0; kill < KILLS * 2; kill += 1) await dieWithEvents();
  });

  it('leaves every stratum without a gap, and every event on the stream once', async () => {
    expect(replicas.kills).toBeGreaterThanOrEqual(50);
    expect(answersOfTheDead).toEqual([]);
    expect(await violations(client, TRIAL)).toEqual([]);
    await eventually(async () => expect(await eventsApart(client, nats)).toEqual([]), { within: 30_000 });
    process.stdout.write(`${replicas.kills} processes killed\n`);
  });

  async function dieAt({ hold, session, leaves }: Step): Promise<void> {
    const participantId = await somebody();
    const key = randomUUID();
    await replicas.untilReady(2);
    await holding(hold, participantId);
    ask(participantId, key);
    const held = await whoIsHeld();
    const replica = replicas.servedBy(held);
    if (session === 'commits first') {
      await replicas.stand(replica);
      await letGo();
      await eventually(async () => expect(await allocationsOf(participantId)).toBe(1));
    }
    await replicas.kill(replica);
    if (session === 'ends') await client.query('select pg_terminate_backend($1, 5000)', [held]);
    await letGo();
    await untilGone(held);
    expect(await allocationsOf(participantId)).toBe(leaves === 'everything' ? 1 : 0);
    await answersAgain(participantId, key);
  }

  async function dieWithEvents(): Promise<void> {
    const [published, kept] = [await somebody(), await somebody()];
    await replicas.untilReady(2);
    await holding(BEFORE_MARKED_AS_SENT);
    const keys = [randomUUID(), randomUUID()] as const;
    const first = await answersAgain(published, keys[0]);
    const held = await whoIsHeld();
    const second = await answersAgain(kept, keys[1]);
    const onStream = (await heard(nats)).map(({ participantId }) => participantId);
    expect([onStream.includes(published), onStream.includes(kept)]).toEqual([true, false]);

    await replicas.kill(replicas.servedBy(held));
    await client.query('select pg_terminate_backend($1, 5000)', [held]);
    await letGo();
    expect(await answersAgain(published, keys[0])).toEqual(first);
    expect(await answersAgain(kept, keys[1])).toEqual(second);
    await eventually(async () => expect(await eventsApart(client, nats)).toEqual([]));
  }

  const somebody = async (): Promise<string> =>
    (await enrol(client, { trialId: TRIAL, siteId: SITE, status: 'eligible', many: 1 }))[0] ?? '';
  const allocationsOf = async (participantId: string): Promise<number> =>
    (await client.query('select from vault.allocation where participant_id = $1', [participantId])).rowCount ?? 0;
  const contextOf = (key: string) => ({ trialId: TRIAL, sites: [SITE], ...keyed(key) });

  /** Asks once; whatever is answered is kept. */
  function ask(participantId: string, key: string): void {
    const message = { request: { trialId: TRIAL, participantId }, context: aContext(contextOf(key)) };
    nats.publish(randomiseParticipant.subject, JSON.stringify(message), { reply: INBOX });
  }

  /** Asks with the same key until it is answered: the participant is randomised, and everything agrees. */
  async function answersAgain(participantId: string, key: string): Promise<OperationReply> {
    const request = { trialId: TRIAL, participantId };
    const reply = await eventually(
      async () => {
        const answer = await callerOn(nats).send(randomiseParticipant, request, contextOf(key));
        if (wordOf(answer) === 'request-still-running') throw new Error('it is still running');
        return answer;
      },
      { within: 30_000 },
    );
    expect(reply).toMatchObject({ ok: { participantId, status: 'randomised' } });
    expect(await violations(client, TRIAL, [participantId])).toEqual([]);
    return reply;
  }

  async function holding(sql: string, participantId?: string): Promise<void> {
    await holder.query('begin');
    await holder.query(sql, sql.includes('$1') ? [participantId] : []);
  }
  const letGo = () => holder.query('rollback');

  /** The one session that waits behind what is held. */
  const whoIsHeld = async (): Promise<number> => {
    const [held = 0] = await waitingFor(replicas.database, [await sessionOf(holder)]);
    return held;
  };
  const untilGone = (session: number) =>
    eventually(async () => {
      const { rowCount } = await client.query('select from pg_stat_activity where pid = $1', [session]);
      expect(rowCount).toBe(0);
    });
});
