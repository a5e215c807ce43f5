import { stopNats } from '../../deploy/local/nats-server.mjs';
import { StackState } from '../../deploy/local/stack-state.mjs';
import { startStack as launch } from '../../deploy/local/stack.mjs';
import { startTrial, type TrialUnderWay } from './trial-under-way.js';

describe('events flow again after NATS restarts', () => {
  let trial: TrialUnderWay;
  beforeAll(async () => {
    trial = await startTrial();
  });
  afterAll(() => trial.stop());

  const candidates = async () =>
    (
      await trial.rows<{ id: string }>('safety', 'safety', 'select source_result_id::text as id from adverse_event')
    ).map(({ id }) => id);

  it('hears what was said before, during and after, each once', async () => {
    const before: string[] = [];
    for (let minute = 0; minute < 5; minute += 1) before.push(await trial.recordAlarmingResult(minute));

    const during = Promise.all([10, 11, 12, 13, 14].map((minute) => trial.recordAlarmingResult(minute)));
    await stopNats(new StackState(trial.stack.folder));
    await launch({ slot: 'test', log: () => undefined });
    const after = await trial.recordAlarmingResult(20);

    const settlement = await trial.settle();
    expect(settlement.undelivered()).toEqual([]);
    expect(settlement.unexplained()).toEqual([]);
    expect((await candidates()).sort()).toEqual([...before, ...(await during), after].sort());
  });

  it('moves trial time again, and rings what became due', async () => {
    await trial.setTime('2025-03-04T08:00:01Z');
    await trial.settle();
    const [breaches] = await trial.rows<{ count: number }>(
      'safety',
      'safety',
      `select count(*)::int as count from outbox_archive where type = 'safety.clock.breached.v1'`,
    );
    // Each candidate of grade 3 or more may be serious: its hours have run from the moment the platform knew.
    expect(breaches?.count).toBe((await candidates()).length);
  });
});
