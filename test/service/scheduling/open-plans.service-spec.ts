import { fileURLToPath } from 'node:url';
import { visitDone, visitPlanned, type VisitView } from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';

/** Each arm of this trial has treatment of its own, and visits that count from the second treatment of one. */
const place = { trialId: 'UPSIDE', siteId: 'EAST', zone: 'Europe/Helsinki' };
const FIRST = '2025-03-03T08:00:00.000Z';
const SECOND = '2025-04-18T08:00:00.000Z';

describe('plans of an open trial', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: fileURLToPath(new URL('../../../deploy/trials', import.meta.url)) };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-04-18T12:00:00.000Z', variables });
    cohort = new Cohort(service, place);
  });
  afterAll(() => service.stop());

  const somebodyIn = async (arm: string) => {
    const somebody = cohort.somebody();
    await somebody.consents();
    await somebody.randomised('2025-03-03T06:00:00.000Z');
    await somebody.opened(arm);
    return somebody;
  };
  /** Days as they begin in Helsinki are the evening before in UTC. */
  const inWords = ({ visitCode, state, provisional, targetAt }: VisitView): string =>
    `${visitCode} ${state} ${targetAt.slice(0, 10)}${provisional ? ' provisional' : ''}`;

  it('hold the visits of the arm and none of the other', async () => {
    const codes = async (arm: string) => (await (await somebodyIn(arm)).visits()).map(({ visitCode }) => visitCode);
    const quarters = Array.from({ length: 8 }, (_, index) => `QUARTER-${index + 1}`);
    const both = ['SCR', 'BL', ...quarters, 'Y3', 'Y4', 'Y5'];

    expect((await codes('transplantation')).sort()).toEqual(
      [...both, 'MOB', 'TX', 'ENGRAFTMENT-1', 'ENGRAFTMENT-2'].sort(),
    );
    const pulses = Array.from({ length: 12 }, (_, index) => `PULSE-${index + 1}`);
    expect((await codes('immunosuppression')).sort()).toEqual([...both, ...pulses].sort());
  });

  it('begin with the first treatment of the arm, whichever visit it is', async () => {
    for (const [arm, first] of [
      ['transplantation', 'MOB'],
      ['immunosuppression', 'PULSE-1'],
    ] as const) {
      const somebody = await somebodyIn(arm);
      await somebody.treated({ anchorAt: FIRST });
      const done = (await somebody.visits()).filter(({ state }) => state === 'done');
      expect(done.map(({ visitCode, occurredAt }) => [visitCode, occurredAt])).toEqual([[first, FIRST]]);
    }
  });

  it('move what counts from a treatment when its dose was given', async () => {
    const somebody = await somebodyIn('transplantation');
    await somebody.treated({ anchorAt: FIRST });
    const checks = async () =>
      (await somebody.visits()).filter(({ visitCode }) => /^(TX|ENGRAFTMENT)/.test(visitCode)).map(inWords);
    expect(await checks()).toEqual([
      'TX planned 2025-04-13',
      'ENGRAFTMENT-1 planned 2025-04-27 provisional',
      'ENGRAFTMENT-2 planned 2025-05-11 provisional',
    ]);

    await somebody.dosed('TX', SECOND);

    expect(await checks()).toEqual([
      'TX done 2025-04-13',
      'ENGRAFTMENT-1 planned 2025-05-01',
      'ENGRAFTMENT-2 planned 2025-05-15',
    ]);
    expect(await somebody.codes(visitPlanned)).toEqual(expect.arrayContaining(['ENGRAFTMENT-1', 'ENGRAFTMENT-2']));
  });

  it('take no notice of a dose that is due in the other arm: it is on record where it was given', async () => {
    const somebody = await somebodyIn('immunosuppression');
    await somebody.treated({ anchorAt: FIRST });
    const before = await somebody.visits();
    await somebody.dosed('TX', SECOND);
    expect(await somebody.visits()).toEqual(before);
    expect(await somebody.codes(visitDone)).toEqual(['PULSE-1']);
    expect(await service.rows('select 1 from parked_message')).toEqual([]);
  });
});
