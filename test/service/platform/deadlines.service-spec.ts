import { operationsOf } from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { DeadlinesModule, Rules } from './deadlines.module.js';

const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', sites: [], trialId: '' } as const;
/** More than one look of the sweep brings. */
const BROKEN = 1_200;

describe('a rule that no longer acts', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('scheduling', DeadlinesModule);
  }, 120_000);
  afterAll(() => service.stop());

  /** Armed by somebody, due so many minutes after the beginning. */
  const armed = (name: string, many: number, minutes: number) =>
    service.rows(
      `with acting as (
         select set_config('app.' || setting, 'test', true) from unnest('{actor,role,zone,cause,reason,trace}'::text[]) setting
       ), first as (select set_config('app.now', $4, true), count(*) from acting)
       insert into deadline (id, name, key, payload, due_at, status, trial_id, site_id, trace)
       select gen_random_uuid(), $1, $1 || n, json_build_object('trialId', 'MANUS', 'siteId', 'UMCU', 'id', $1 || n),
              $4::timestamptz + $3 * interval '1 minute', 'armed', 'MANUS', 'UMCU',
              '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
         from first, generate_series(1, $2) n`,
      [name, many, minutes, BEGINNING],
    );
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
    await eventually(async () => expect((await status()).overdueDeadlines).toBe(BROKEN + 3), { within: 20_000 });
    expect(Rules.attempts).toBeLessThan(BROKEN * 6);
  }, 30_000);

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
  }, 60_000);
});
