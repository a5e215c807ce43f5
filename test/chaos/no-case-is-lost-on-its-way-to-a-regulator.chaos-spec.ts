import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { submitRegulatorVersion, type CaseView } from '@trial/contracts';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { CasesOfSafety, OFFICER } from '../service/safety/cases-of-safety.js';
import { disclosed, RegulatorDesk } from '../service/safety/regulator.js';
import { CaseReceiver } from '../support/case-receiver.mjs';
import { eventually } from '../support/eventually.js';
import { aCloudEvent, callerOn, type BootedService } from '../support/service.js';
import { natsAsAdmin, startStack } from '../support/stack.js';
import { RedisOfItsOwn } from './redis-of-its-own.js';
import { Replicas } from './replicas.js';
import { STEPS_OF_DELIVERING, STEPS_OF_QUEUEING, SUBMISSIONS_CAN_BE_HELD } from './steps-of-submitting.js';

const WITHIN = { within: 30_000 };

describe('no case is lost on its way to a regulator, and none arrives in two spellings', () => {
  let receiver: CaseReceiver;
  let redis: RedisOfItsOwn;
  let replicas: Replicas;
  let nats: NatsConnection;
  let client: pg.Client;
  let holder: pg.Client;
  let cases: CasesOfSafety;
  let desk: RegulatorDesk;
  let caller: Pick<BootedService, 'ask' | 'send'>;

  beforeAll(async () => {
    receiver = await CaseReceiver.start(() => []);
    redis = await RedisOfItsOwn.start(await startStack());
    await redis.flush();
    replicas = await Replicas.start(2, {
      service: 'safety',
      role: 'unblinded',
      extra: {
        ...{ REDIS_URL: redis.url, CASE_PLACEHOLDERS: 'accepted' },
        SUBMISSION_RECEIVERS: JSON.stringify([{ kind: 'push', id: 'ACCEPTS', url: receiver.url }]),
        ...{ SUBMISSION_RETRY_MS: '200', SUBMISSION_TIMEOUT_MS: '1500', SUBMISSION_LEASE_MS: '2000' },
      },
    });
    nats = await natsAsAdmin();
    const connectionString = urlOfDatabase(replicas.stack.postgres, replicas.database);
    client = new pg.Client({ connectionString });
    holder = new pg.Client({ connectionString });
    await Promise.all([client.connect(), holder.connect()]);
    await client.query('set search_path = safety');
    await client.query(SUBMISSIONS_CAN_BE_HELD);
    caller = callerOn(nats);
    cases = new CasesOfSafety({
      ...caller,
      rows: async <Row>(sql: string, parameters: unknown[] = []) => (await client.query(sql, parameters)).rows as Row[],
      async hear(contract, data, envelope = {}) {
        const event = aCloudEvent(contract, data, envelope);
        await jetstream(nats).publish(contract.type, JSON.stringify(event), { msgID: event.id });
        return event.id;
      },
    });
    desk = new RegulatorDesk(caller);
  });
  afterEach(() => holder.query('rollback'));
  afterAll(async () => {
    await Promise.all([client.end(), holder.end()]);
    await replicas.stop();
    await Promise.all([redis.stop(), receiver.stop(), nats.close()]);
  });

  /** A case with a version for the regulator. */
  const ready = async (): Promise<CaseView> => {
    await replicas.untilReady(2);
    const opened = await cases.aCase();
    await desk.made(opened, disclosed());
    return opened;
  };

  /** Submits under one key until somebody answers, as whoever was not answered does. */
  const submit = ({ caseId }: CaseView): Promise<unknown> => {
    const key = randomUUID();
    const request = { trialId: 'MANUS', caseId, number: 1, receiver: 'ACCEPTS' };
    const idempotency = { scope: submitRegulatorVersion.subject, key, fingerprint: key };
    return eventually(async () => {
      const reply = await caller.send(submitRegulatorVersion, request, { ...OFFICER, cause: key, idempotency });
      expect(reply).toHaveProperty('ok');
      return reply;
    }, WITHIN);
  };

  /** Waits until the case has been accepted, and answers what is wrong with how it came there. */
  const wrongWith = async (opened: CaseView): Promise<string[]> => {
    await eventually(async () => {
      const states = (await desk.submissionsOf(opened)).map(({ state }) => state);
      expect(states).toEqual(['accepted']);
    }, WITHIN);
    // A question may go to the process that has just been killed: whoever is not answered asks again.
    const [submission, ...more] = await eventually(() => desk.submissionsOf(opened), WITHIN);
    const { rows: queued } = await client.query('select from unblinded.submission_queue');
    const came = receiver.received.filter(({ reportId }) => reportId === opened.safetyReportId);
    const spellings = new Set(came.map(({ batchId, text }) => `${batchId} ${text}`));
    return [
      ...(more.length === 0 ? [] : ['was submitted twice']),
      ...(submission?.attempts.length === 1 ? [] : ['has more than one sending']),
      ...(came.every(({ batchId }) => batchId === submission?.attempts[0]?.transmissionId)
        ? []
        : ['came under another number']),
      ...(spellings.size === 1 ? [] : [`came in ${spellings.size} spellings`]),
      ...(queued.length === 0 ? [] : ['stands in the queue still']),
      ...(submission?.attempts[0]?.answers.length === 1 ? [] : ['was answered twice']),
    ];
  };

  /** Ends the process that first comes to where it is held. */
  const killedWhere = async (hold: string, session: string): Promise<void> => {
    const { rows } = await holder.query<{ own: number }>('select pg_backend_pid() as own');
    const held = await eventually(async () => {
      const { rows: waiting } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity
          where datname = current_database() and usename = 'unblinded' and $1 = any(pg_blocking_pids(pid))`,
        [rows[0]?.own],
      );
      expect(waiting).not.toEqual([]);
      return waiting[0]?.pid ?? 0;
    }, WITHIN);
    await replicas.kill(replicas.servedBy(held));
    if (session === 'ends') await holder.query('select pg_terminate_backend($1, 5000)', [held]);
    await holder.query('rollback');
  };

  const held = async (hold: string): Promise<void> => {
    await holder.query('begin');
    await holder.query(hold);
  };

  it.each(STEPS_OF_QUEUEING.flatMap(({ name, hold, sessions }) => sessions.map((session) => [name, session, hold])))(
    'when its service is killed while it is submitted: %s, and its session %s',
    async (_, session, hold) => {
      const opened = await ready();
      await held(hold);
      const submitted = submit(opened);
      await killedWhere(hold, session);
      await submitted;
      expect(await wrongWith(opened)).toEqual([]);
    },
  );

  it.each(STEPS_OF_DELIVERING.flatMap(({ name, hold, sessions }) => sessions.map((session) => [name, session, hold])))(
    'when its service is killed while it is delivered: %s, and its session %s',
    async (_, session, hold) => {
      const opened = await ready();
      await held(hold);
      await submit(opened);
      await killedWhere(hold, session);
      expect(await wrongWith(opened)).toEqual([]);
    },
  );

  it('when its service is killed after the receiver took it, before it answers', async () => {
    const opened = await ready();
    receiver.moods = ['stall'];
    const before = receiver.received.length;
    await submit(opened);
    await eventually(() => expect(receiver.received).toHaveLength(before + 1), WITHIN);
    await replicas.killAll(() => Promise.resolve());
    expect(await wrongWith(opened)).toEqual([]);
    expect(receiver.received.filter(({ reportId }) => reportId === opened.safetyReportId)).toHaveLength(2);
  });

  it('when Redis is away, and when all of it is lost', async () => {
    await redis.stop();
    const without = await ready();
    await submit(without);
    expect(await wrongWith(without)).toEqual([]);
    await redis.startAgain();
    const opened = await ready();
    receiver.moods = [503, 503, 503];
    await submit(opened);
    await redis.flush();
    expect(await wrongWith(opened)).toEqual([]);
  });

  it('and every process that was killed was one', () => {
    const steps = [...STEPS_OF_QUEUEING, ...STEPS_OF_DELIVERING].flatMap(({ sessions }) => sessions);
    expect(replicas.kills).toBe(steps.length + 2);
  });
});
