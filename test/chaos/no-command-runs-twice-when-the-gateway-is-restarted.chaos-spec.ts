import { startTrial, type TrialUnderWay } from './trial-under-way.js';

const COMMANDS = 30;

describe('no command runs twice when the gateway is restarted', () => {
  let trial: TrialUnderWay;
  beforeAll(async () => {
    trial = await startTrial();
  });
  afterAll(() => trial.stop());

  const recorded = async () =>
    (await trial.rows<{ id: string }>('lab_biomarker', 'lab_biomarker', 'select id::text as id from result')).map(
      ({ id }) => id,
    );

  it('gives every key one effect and one answer, whenever the gateway died', async () => {
    const keys = Array.from({ length: COMMANDS }, (_, index) => `insisted-${String(index).padStart(4, '0')}`);
    const answering = Promise.all(keys.map((key, minute) => trial.recordAlarmingResult(minute, key)));
    // Some commands are on their way to the service, some are answered and the answer is on its way back.
    for (let deaths = 0; deaths < 3; deaths += 1) {
      await trial.processes['gateway']?.kill('SIGKILL');
      await trial.processes['gateway']?.start();
    }
    const results = await answering;
    expect(trial.silences()).toBeGreaterThan(0);
    expect(new Set(results).size).toBe(COMMANDS);
    expect((await recorded()).sort()).toEqual([...results].sort());

    const again = await Promise.all(keys.map((key, minute) => trial.recordAlarmingResult(minute, key)));
    expect(again).toEqual(results);
    expect(await recorded()).toHaveLength(COMMANDS);
  });

  it('says each fact once', async () => {
    await trial.settle();
    const events = await trial.rows<{ result: string }>(
      'lab_biomarker',
      'lab_biomarker',
      `select event::json -> 'data' ->> 'resultId' as result from outbox_archive where type = 'lab.result.recorded.v1'`,
    );
    expect(events.map(({ result }) => result).sort()).toEqual((await recorded()).sort());
  });
});
