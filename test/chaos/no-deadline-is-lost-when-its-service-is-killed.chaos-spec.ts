import pg from 'pg';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { eventually } from '../support/eventually.js';
import { ClocksUnderWay } from './clocks-under-way.js';
import { FIRINGS_CAN_BE_HELD, STEPS_OF_FIRING } from './steps-of-firing.js';

const MANY = 5;
/** So many that they are fired several in a transaction. */
const CROWD = 400;

describe('no deadline is lost, and none rings twice, when its service is killed', () => {
  let clocks: ClocksUnderWay;
  let holder: pg.Client;
  const all: string[] = [];
  beforeAll(async () => {
    clocks = await ClocksUnderWay.start({ many: 2 });
    const { stack, database } = clocks.replicas;
    holder = new pg.Client({ connectionString: urlOfDatabase(stack.postgres, database) });
    await holder.connect();
    await clocks.client.query(FIRINGS_CAN_BE_HELD);
  });
  afterEach(() => holder.query('rollback'));
  afterAll(async () => {
    await holder.end();
    await clocks.stop();
  });

  it.each(STEPS_OF_FIRING.flatMap(({ name, hold, sessions }) => sessions.map((session) => [name, session, hold])))(
    '%s, and its session %s',
    async (_, session, hold) => {
      await clocks.replicas.untilReady(2);
      const keys = await clocks.run(MANY, `now() + interval '2 seconds'`);
      all.push(...keys);
      await killedWhere(hold, session);
      expect(await clocks.wrongWith(keys)).toEqual([]);
    },
  );

  it('and none of them rang again later', async () => {
    expect(clocks.replicas.kills).toBe(STEPS_OF_FIRING.flatMap(({ sessions }) => sessions).length);
    expect(all).toHaveLength(clocks.replicas.kills * MANY);
    expect(await clocks.wrongWith(all)).toEqual([]);
    await clocks.lateness(all, `${clocks.replicas.kills} processes killed`);
  });

  it.each(STEPS_OF_FIRING.map(({ name, hold, sessions }) => [name, sessions[0], hold] as const))(
    'among many: %s, and its session %s',
    async (_, session, hold) => {
      await clocks.replicas.untilReady(2);
      const keys = await clocks.run(CROWD, `now() + interval '500 milliseconds'`);
      await eventually(async () => expect(await clocks.armed(keys)).toBeLessThan(CROWD - MANY));
      await killedWhere(hold, session);
      expect(await clocks.wrongWith(keys)).toEqual([]);
      await clocks.lateness(keys, 'killed among many');
    },
  );

  /** Ends the process that first comes to where it is held. */
  const killedWhere = async (hold: string, session: string | undefined): Promise<void> => {
    await holder.query('begin');
    await holder.query(hold);
    const held = await whoIsHeld();
    await clocks.replicas.kill(clocks.replicas.servedBy(held));
    if (session === 'ends') await holder.query('select pg_terminate_backend($1, 5000)', [held]);
    await holder.query('rollback');
  };

  /** One of the sessions that wait behind what is held. */
  const whoIsHeld = async (): Promise<number> => {
    const { rows } = await holder.query<{ own: number }>('select pg_backend_pid() as own');
    return eventually(async () => {
      const { rows: waiting } = await clocks.client.query<{ pid: number }>(
        `select pid from pg_stat_activity
          where datname = current_database() and usename = 'safety' and $1 = any(pg_blocking_pids(pid))`,
        [rows[0]?.own],
      );
      expect(waiting).not.toEqual([]);
      return waiting[0]?.pid ?? 0;
    });
  };
});
