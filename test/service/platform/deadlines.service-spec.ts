import { operationsOf } from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { DeadlinesModule, Rules } from './deadlines.module.js';

const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', sites: [], trialId: '' } as const;
/** More than one look of the sweep brings. */
const BROKEN = 600;

/** Armed by somebody at the beginning, due so many minutes after it; number n at a site and of a trace of its own. */
const arming = (service: BootedService, name: string, numbers: readonly number[], minutes: number) =>
  service.rows(
    `with acting as (
       select set_config('app.' || setting, 'test', true) from unnest('{actor,role,zone,cause,reason,trace}'::text[]) setting
     ), first as (select set_config('app.now', $4, true), count(*) from acting)
     insert into deadline (id, name, key, payload, due_at, status, trial_id, site_id, trace)
     select md5($1 || n)::uuid, $1, $1 || n, json_build_object('trialId', 'MANUS', 'siteId', 'S' || n % 3, 'id', $1 || n),
            $4::timestamptz + $3 * interval '1 minute' + n * interval '1 millisecond', 'armed', 'MANUS', 'S' || n % 3,
            '00-' || md5('trace' || n) || '-00f067aa0ba902b7-01'
       from first, unnest($2::int[]) n`,
    [name, numbers, minutes, BEGINNING],
  );
const upTo = (many: number): number[] => Array.from({ length: many }, (_, index) => index + 1);

describe('a rule that no longer acts', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('scheduling', DeadlinesModule);
  });
  afterAll(() => service.stop());

  const armed = (name: string, many: number, minutes: number) => arming(service, name, upTo(many), minutes);
  const open = async (name: string): Promise<number> =>
    (await service.rows(`select from deadline where name = $1 and status = 'armed'`, [name])).length;
  const status = () => service.ask(operations.status, {}, administrator);
  const metric = async (name: string): Promise<string | undefined> =>
    (await (await fetch(`${service.url}/metrics`)).text())
      .split('\n')
      .find((line) => line.startsWith(`scheduling_overdue_deadlines{deadline="${name}"}`))
      ?.split(' ')[1];

  it('keeps no other from acting, however much of it came first and whatever nobody knows any more', async () => {
    await armed('scheduling.forgotten-due', 3, 1);
    await armed('scheduling.broken-due', BROKEN, 1);
    await armed('scheduling.sound-due', 50, 2);
    await service.setTime('2025-03-03T08:10:00.000Z');
    await eventually(async () => expect(await open('scheduling.sound-due')).toBe(0));

    expect(await open('scheduling.broken-due')).toBe(BROKEN);
    expect(await open('scheduling.forgotten-due')).toBe(3);
  });

  it('is tried less and less often', async () => {
    await eventually(() => expect(Rules.attempts).toBeGreaterThanOrEqual(BROKEN));
    // Without pauses it is tried as fast as it goes: tens of thousands of times until it shows.
    await eventually(async () => expect((await status()).overdueDeadlines).toBe(BROKEN + 3));
    expect(Rules.attempts).toBeLessThan(BROKEN * 6);
  });

  it('is an alarm: in the status and, by its name, among the metrics', async () => {
    expect(await status()).toMatchObject({ dueDeadlines: BROKEN + 3, overdueDeadlines: BROKEN + 3 });
    expect(await metric('scheduling.broken-due')).toBe(String(BROKEN));
    expect(await metric('scheduling.forgotten-due')).toBe('3');
    expect(await metric('scheduling.sound-due')).toBe('0');
  });

  it('acts on everything once it is mended', async () => {
    Rules.mended = true;
    await eventually(async () => expect(await open('scheduling.broken-due')).toBe(0), { within: 45_000 });
    expect(await metric('scheduling.broken-due')).toBe('0');
  });
});

describe('deadlines that are due together', () => {
  let service: BootedService;
  const boot = async () => {
    service = await bootService('scheduling', DeadlinesModule, { variables: { REHEARSAL_SEED: 'together' } });
  };
  beforeAll(boot);
  afterAll(() => service.stop());

  const MANY = upTo(400);
  const statuses = (name: string) =>
    service.rows<{ status: string; many: number }>(
      'select status, count(*)::int as many from deadline where name = $1 group by status order by status',
      [name],
    );
  /** What is on record of each firing, without what says only when it was recorded. */
  const recorded = async (keys: readonly string[]) =>
    service.rows(
      `select to_jsonb(entry) - '{id,xid,recorded_at,hash}'::text[] as entry from audit_entry entry
        where after ->> 'key' ~ ('^(' || array_to_string($1::text[], '|') || ')( first| second)?$')
        order by after ->> 'key', operation`,
      [keys],
    );
  /** By the transaction they were marked in. */
  const FIRED = `
    select array_agg(after ->> 'key' order by id) as keys from audit_entry
     where table_name = 'deadline' and after ->> 'name' = any($1) and after ->> 'status' = 'fired' group by xid`;
  const together = async (...names: string[]): Promise<string[][]> =>
    (await service.rows<{ keys: string[] }>(FIRED, [names])).map(({ keys }) => keys);

  it('fire several in one transaction, and one that fails is alone in being tried again', async () => {
    Rules.refused = 'scheduling.writing-due200';
    await arming(service, 'scheduling.writing-due', MANY, 1);
    await service.setTime('2025-03-03T09:00:00.000Z');
    await eventually(async () =>
      expect(await statuses('scheduling.writing-due')).toEqual([
        { status: 'armed', many: 1 },
        { status: 'fired', many: 399 },
      ]),
    );
    const fired = await together('scheduling.writing-due');
    expect(fired.flat()).toHaveLength(399);
    expect(Math.max(...fired.map(({ length }) => length))).toBeGreaterThan(4);
    expect(Math.max(...fired.map(({ length }) => length))).toBeLessThanOrEqual(16);

    await eventually(() => expect(Rules.writings.get('scheduling.writing-due200')).toBeGreaterThan(3), {
      within: 10_000,
    });
    Rules.writings.delete('scheduling.writing-due200');
    expect(Math.max(...Rules.writings.values())).toBeLessThanOrEqual(2);
    expect(await statuses('scheduling.written-due')).toEqual([{ status: 'armed', many: 798 }]);

    Rules.refused = undefined;
    await eventually(
      async () => expect(await statuses('scheduling.writing-due')).toEqual([{ status: 'fired', many: 400 }]),
      { within: 20_000 },
    );
  });

  it('do not fire what was ended by one that fired before it', async () => {
    for (const name of ['scheduling.ending-due', 'scheduling.sound-due']) await arming(service, name, MANY, 2);
    await service.setTime('2025-03-03T10:00:00.000Z');
    await eventually(async () =>
      expect(await statuses('scheduling.ending-due')).toEqual([{ status: 'fired', many: 400 }]),
    );
    await eventually(async () =>
      expect((await statuses('scheduling.sound-due')).map(({ status }) => status)).not.toContain('armed'),
    );
    // Lanes go side by side, so it may fire before the other; in one transaction and after it, it must not.
    for (const keys of await together('scheduling.ending-due', 'scheduling.sound-due'))
      for (const [index, key] of keys.entries())
        if (key.includes('ending')) expect(keys.slice(index)).not.toContain(key.replace('ending', 'sound'));
    expect((await statuses('scheduling.sound-due')).find(({ status }) => status === 'disarmed')?.many).toBeGreaterThan(
      50,
    );
  });

  it('are recorded, each under its own name, site and trace and with its own ids, as if each had fired alone', async () => {
    const crowd = (await together('scheduling.writing-due')).filter(({ length }) => length > 4).flat();
    const numbers = crowd.slice(0, 24).map((key) => Number(key.replace(/\D+/, '')));
    const keys = numbers.map((n) => `scheduling.writing-due${n}`);
    const inACrowd = await recorded(keys);
    expect(inACrowd).toHaveLength(24 * 4);

    await service.stop();
    await boot();
    await service.setTime('2025-03-03T09:00:00.000Z');
    // No more than there are lanes: each finds one free, and fires alone.
    for (let begin = 0; begin < numbers.length; begin += 8) {
      await arming(service, 'scheduling.writing-due', numbers.slice(begin, begin + 8), 1);
      await eventually(async () =>
        expect((await statuses('scheduling.writing-due')).map(({ status }) => status)).toEqual(['fired']),
      );
    }
    expect((await together('scheduling.writing-due')).map(({ length }) => length)).toEqual(keys.map(() => 1));
    expect(await recorded(keys)).toEqual(inACrowd);
  });
});
