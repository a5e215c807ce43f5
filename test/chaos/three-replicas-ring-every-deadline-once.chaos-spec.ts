import { setTimeout as pause } from 'node:timers/promises';
import { ClocksUnderWay } from './clocks-under-way.js';

describe('three replicas ring every deadline once', () => {
  let clocks: ClocksUnderWay;
  beforeAll(async () => {
    clocks = await ClocksUnderWay.start({ many: 3 });
  });
  afterAll(() => clocks.stop());

  it('when hundreds are due at one moment, and in the seconds after it', async () => {
    const together = await clocks.run(400, `now() + interval '3 seconds'`);
    const oneByOne = await clocks.run(400, `now() + interval '3 seconds' + n * interval '10 milliseconds'`);
    expect(await clocks.wrongWith([...together, ...oneByOne])).toEqual([]);
    await clocks.lateness(together, 'at one moment');
    await clocks.lateness(oneByOne, 'one by one');
  });

  it('when the queue is lost and the sweep of one and the bells of others meet', async () => {
    const keys = await clocks.run(400, `now() + interval '1 second' + n * interval '10 milliseconds'`);
    while ((await clocks.armed(keys)) > 0) {
      await clocks.redis.flush();
      await pause(250);
    }
    expect(await clocks.wrongWith(keys)).toEqual([]);
    await clocks.lateness(keys, 'three replicas without a queue');
  });

  it('when two of them die', async () => {
    const keys = await clocks.run(400, `now() + interval '1 second' + n * interval '20 milliseconds'`);
    await pause(2_000);
    await clocks.killSweeper();
    await pause(2_000);
    await clocks.killSweeper();
    expect(await clocks.wrongWith(keys)).toEqual([]);
    await clocks.lateness(keys, 'the sweeping replica killed, twice');
  });
});
