import { ClocksUnderWay } from './clocks-under-way.js';

const MORNING = '2025-03-03T08:00:00Z';
const MANY = 400;

describe('no deadline is lost, early or twice when the clock jumps by three days', () => {
  let clocks: ClocksUnderWay;
  beforeAll(async () => {
    clocks = await ClocksUnderWay.start({ many: 1, from: MORNING });
  });
  afterAll(() => clocks.stop());

  /** One every half hour from the morning of a day on: 144 in three days. */
  const everyHalfHour = (from: string, many = MANY) =>
    clocks.run(many, `timestamptz '${from}' + (n + 1) * interval '30 minutes'`);
  const firedOf = async (keys: readonly string[]) =>
    (await clocks.ledger(keys)).filter(({ status }) => status === 'fired').length;

  it('while everything runs', async () => {
    const keys = await everyHalfHour(MORNING);
    await clocks.stepTo('2025-03-06T08:00:00Z');
    expect(await clocks.wrongWith(keys.slice(0, 144))).toEqual([]);
    expect(await firedOf(keys)).toBe(144);

    // One millisecond short of the next, then the rest of the eight days and eight hours.
    await clocks.stepTo('2025-03-06T08:29:59.999Z');
    expect(await firedOf(keys)).toBe(144);
    await clocks.stepTo('2025-03-11T16:00:00Z');
    expect(await clocks.wrongWith(keys)).toEqual([]);
    await clocks.lateness(keys, 'three days, then five, at once');
  });

  it('backwards and on again', async () => {
    const keys = await everyHalfHour('2025-03-11T16:00:00Z', 48);
    await clocks.stepTo('2025-03-08T16:00:00Z');
    await clocks.stepTo('2025-03-12T04:00:00Z');
    expect(await clocks.wrongWith(keys.slice(0, 24))).toEqual([]);
    await clocks.stepTo('2025-03-09T16:00:00Z');
    await clocks.stepTo('2025-03-12T16:00:00Z');
    expect(await clocks.wrongWith(keys)).toEqual([]);
  });

  it('while the service is down, and Redis has forgotten everything', async () => {
    const keys = await everyHalfHour('2025-03-12T16:00:00Z');
    await clocks.powerCut(async () => {
      await clocks.redis.flush();
      await clocks.stepTo('2025-03-15T16:00:00Z');
    });
    expect(await clocks.wrongWith(keys.slice(0, 144))).toEqual([]);
    expect(await firedOf(keys)).toBe(144);
    await clocks.lateness(keys.slice(0, 144), 'three days while the service was down, its start included');
  });
});
