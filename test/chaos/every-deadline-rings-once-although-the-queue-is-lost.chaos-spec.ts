import { setTimeout as pause } from 'node:timers/promises';
import { ClocksUnderWay } from './clocks-under-way.js';

/** Coming due in every tenth of a second, from when the first bells are set to after the last loss. */
const MANY = 150;
const EVERY = `now() + interval '1 second' + n * interval '100 milliseconds'`;

describe('every deadline rings once, on time, although the queue is lost', () => {
  let clocks: ClocksUnderWay;
  beforeAll(async () => {
    clocks = await ClocksUnderWay.start({ many: 1 });
  });
  afterAll(() => clocks.stop());

  it('all of it, again and again', async () => {
    const keys = await clocks.run(MANY, EVERY);
    let flushes = 0;
    while ((await clocks.armed(keys)) > MANY / 10) {
      await clocks.redis.flush();
      flushes += 1;
      await pause(350);
    }
    expect(flushes).toBeGreaterThan(10);
    expect(await clocks.wrongWith(keys)).toEqual([]);
    await clocks.lateness(keys, `${flushes} flushes`);
  });

  it('one key after the other', async () => {
    const keys = await clocks.run(MANY, EVERY);
    const lost = new Map<string, number>();
    while ((await clocks.armed(keys)) > MANY / 10) {
      for (const key of await clocks.redis.keys()) {
        await clocks.redis.forget(key);
        // A worker takes the marker as soon as it is set, so a listing seldom holds it: it is lost with what it marks.
        if (key.endsWith(':delayed')) await clocks.redis.forget(key.replace(/delayed$/, 'marker'));
        const kind = key.replace(/(ahead|due)-.*/, 'job');
        lost.set(kind, (lost.get(kind) ?? 0) + 1);
        await pause(25);
      }
      await pause(25);
    }
    // What BullMQ keeps beside its jobs: without it the bells that were set are never heard.
    expect([...lost.keys()].map((key) => key.split(':').at(-1))).toEqual(
      expect.arrayContaining(['job', 'delayed', 'meta']),
    );
    expect(await clocks.wrongWith(keys)).toEqual([]);
    await clocks.lateness(keys, `${[...lost.values()].reduce((sum, many) => sum + many)} keys lost one by one`);
  });
});
