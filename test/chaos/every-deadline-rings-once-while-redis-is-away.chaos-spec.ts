import { setTimeout as pause } from 'node:timers/promises';
import { instant } from '@trial/kernel';
import { ClocksUnderWay } from './clocks-under-way.js';

const MORNING = '2025-03-03T08:00:00Z';
const MINUTES = 60;
const EACH = 5;

/** How far trial time has come, in minutes. */
const after = (minutes: number): string => instant(MORNING).add({ minutes }).toString();

describe('every deadline rings once, on time, while Redis is away', () => {
  let clocks: ClocksUnderWay;
  beforeAll(async () => {
    clocks = await ClocksUnderWay.start({ many: 2, from: MORNING });
  });
  afterAll(() => clocks.stop());

  const dueFrom = (minutes: number, many: number) =>
    clocks.run(many, `timestamptz '${after(minutes)}' + (n / ${EACH} + 1) * interval '1 minute'`);

  it('for an hour of trial time, and after it is back', async () => {
    const before = await dueFrom(0, EACH);
    await clocks.stepTo(after(1));
    expect(await clocks.wrongWith(before)).toEqual([]);

    const away = await dueFrom(1, MINUTES * EACH);
    await clocks.redis.stop();
    for (let minute = 2; minute <= MINUTES + 1; minute += 1) {
      await clocks.stepTo(after(minute));
      await pause(150);
    }
    expect(await clocks.wrongWith(away)).toEqual([]);
    await clocks.lateness(away, 'Redis away');

    // Nothing was kept for Redis: what it missed does not ring when it is back.
    const afterwards = await dueFrom(MINUTES + 1, 10 * EACH);
    await clocks.redis.startAgain();
    for (let minute = MINUTES + 2; minute <= MINUTES + 11; minute += 1) {
      await clocks.stepTo(after(minute));
      await pause(150);
    }
    expect(await clocks.wrongWith(afterwards)).toEqual([]);
    await clocks.lateness(afterwards, 'Redis back');
    expect(await clocks.wrongWith([...before, ...away])).toEqual([]);
  });

  it('also when the service starts without it', async () => {
    const keys = await dueFrom(MINUTES + 11, 10);
    await clocks.redis.stop();
    await clocks.powerCut(() => clocks.stepTo(after(MINUTES + 12)));
    await clocks.stepTo(after(MINUTES + 13));
    expect(await clocks.wrongWith(keys)).toEqual([]);
    await clocks.lateness(keys, 'started without Redis');
    await clocks.redis.startAgain();
  });
});
