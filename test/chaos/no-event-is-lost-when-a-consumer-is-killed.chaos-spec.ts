import { startTrial, type TrialUnderWay } from './trial-under-way.js';

const RESULTS = 40;

describe('no event is lost when a consumer is killed', () => {
  let trial: TrialUnderWay;
  beforeAll(async () => {
    trial = await startTrial();
  });
  afterAll(() => trial.stop());

  it('grades every result once although safety dies twice while they arrive', async () => {
    const results: string[] = [];
    const deaths = [10, 25].map((afterMany) => ({ afterMany, restarted: Promise.resolve() }));
    for (let minute = 0; minute < RESULTS; minute += 1) {
      results.push(await trial.recordAlarmingResult(minute));
      const death = deaths.find(({ afterMany }) => afterMany === results.length);
      if (!death) continue;
      // Whoever is still starting cannot die a second time: results wait for the first restart, and not for the second.
      await Promise.all(deaths.map(({ restarted }) => restarted));
      death.restarted = killAndStart('safety');
    }
    await Promise.all(deaths.map(({ restarted }) => restarted));
    const settlement = await trial.settle();

    expect(settlement.undelivered()).toEqual([]);
    expect(settlement.unexplained()).toEqual([]);
    expect((await heard()).sort()).toEqual((await said()).sort());
    expect((await candidates()).sort()).toEqual(results.sort());
    expect(await parked()).toEqual([]);
  });

  async function killAndStart(name: string): Promise<void> {
    await trial.processes[name]?.kill('SIGKILL');
    await trial.processes[name]?.start();
  }
  const ids = async (database: string, schema: string, sql: string) =>
    (await trial.rows<{ id: string }>(database, schema, sql)).map(({ id }) => id);
  const said = () => ids('lab_biomarker', 'lab_biomarker', 'select event_id::text as id from outbox_archive');
  const heard = () =>
    ids('safety', 'safety', `select event_id as id from inbox_message where type = 'lab.result.recorded.v1'`);
  const candidates = () => ids('safety', 'safety', 'select source_result_id::text as id from adverse_event');
  const parked = () => ids('safety', 'safety', 'select event_id as id from parked_message');
});
