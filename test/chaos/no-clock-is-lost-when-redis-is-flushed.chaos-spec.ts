import { Redis } from 'ioredis';
import { startTrial, type TrialUnderWay } from './trial-under-way.js';

const EVENTS = 8;

describe('no clock is lost when Redis is flushed', () => {
  let trial: TrialUnderWay;
  let redis: Redis;
  beforeAll(async () => {
    trial = await startTrial();
    redis = new Redis(trial.stack.redis);
  });
  afterAll(async () => {
    await redis.quit();
    await trial.stop();
  });

  const clocks = () =>
    trial.rows<{ id: string }>('safety', 'safety', 'select id::text as id from reporting_clock order by id');
  const breaches = () =>
    trial.rows<{ id: string }>(
      'safety',
      'safety',
      `select event::json -> 'data' ->> 'clockId' as id from outbox_archive where type = 'safety.clock.breached.v1' order by 1`,
    );
  const armed = () =>
    trial.rows<{ status: string; count: number }>(
      'safety',
      'safety',
      'select status, count(*)::int as count from deadline group by status',
    );

  it('tells of each breach once, and not before its time, although every bell was erased', async () => {
    for (let number = 0; number < EVENTS; number += 1) await reportSerious();
    expect(await clocks()).toHaveLength(EVENTS);
    await redis.flushall();

    // Half an hour before: bells are rung through Redis from here on, and they are erased again.
    await trial.setTime('2025-03-04T07:30:00Z');
    await trial.settle();
    expect(await breaches()).toEqual([]);
    await redis.flushall();

    await trial.setTime('2025-03-04T07:59:59.999Z');
    await trial.settle();
    expect(await breaches()).toEqual([]);

    await trial.setTime('2025-03-04T08:00:01Z');
    await redis.flushall();
    await trial.settle();
    expect(await breaches()).toEqual(await clocks());
    expect(await armed()).toEqual([{ status: 'fired', count: EVENTS }]);
  });

  it('tells of none again later', async () => {
    await trial.setTime('2025-03-06T08:00:00Z');
    await trial.settle();
    expect(await breaches()).toHaveLength(EVENTS);
  });

  it('rings for a clock that was started while Redis was being erased', async () => {
    const before = await clocks();
    const erasing = (async () => {
      for (let times = 0; times < 20; times += 1) await redis.flushall();
    })();
    await reportSerious('2025-03-06T08:00:00Z');
    await erasing;
    await trial.setTime('2025-03-07T08:00:01Z');
    await trial.settle();
    expect(await breaches()).toHaveLength(before.length + 1);
  });

  async function reportSerious(awareAt = '2025-03-03T08:00:00Z'): Promise<void> {
    const { status, text } = await trial.insist('investigator', {
      method: 'POST',
      path: `/trials/MANUS/participants/${trial.participantId}/adverse-events`,
      body: { term: 'fall', grade: 3, seriousness: ['hospitalisation'], onsetOn: '2025-03-03', awareAt },
    });
    expect([status, text]).toEqual([201, text]);
  }
});
