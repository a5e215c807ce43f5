import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  allocationOpened,
  doseGiven,
  listVisits,
  participantConsented,
  participantRandomised,
  participantTreated,
  visitDone,
  visitPlanned,
  type DataOf,
  type EventContract,
  type VisitView,
} from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';

/** Each arm of this trial has treatment of its own, and visits that count from the second treatment of one. */
const place = { trialId: 'UPSIDE', siteId: 'EAST' };
const FIRST = '2025-03-03T08:00:00.000Z';
const SECOND = '2025-04-18T08:00:00.000Z';

describe('plans of an open trial', () => {
  let service: BootedService;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: fileURLToPath(new URL('../../../deploy/trials', import.meta.url)) };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-04-18T12:00:00.000Z', variables });
  }, 60_000);
  afterAll(() => service.stop());

  const hear = async <C extends EventContract>(contract: C, data: DataOf<C>): Promise<void> => {
    const id = await service.hear(contract, data);
    await eventually(async () =>
      expect(await service.rows('select 1 from inbox_message where event_id = $1', [id])).toHaveLength(1),
    );
  };
  const somebodyIn = async (arm: string) => {
    const of = { ...place, participantId: randomUUID() };
    const facts = { ...of, participantCode: 'EAST-001', trialVersion: 1 };
    const consent = { consentVersion: '1', consentedAt: '2025-02-25T09:00:00.000Z', sex: 'female', age: 50 } as const;
    await hear(participantConsented, { ...facts, ...consent });
    await hear(participantRandomised, { ...of, randomisedAt: '2025-03-03T06:00:00.000Z' });
    await hear(allocationOpened, { ...of, arm });
    const zone = 'Europe/Helsinki';
    return {
      ...of,
      treated: () => hear(participantTreated, { ...facts, administrationId: randomUUID(), anchorAt: FIRST, zone }),
      dosed: (visitCode: string) =>
        hear(doseGiven, { ...of, doseId: randomUUID(), trialVersion: 1, givenAt: SECOND, zone, visitCode }),
      visits: async (): Promise<VisitView[]> => {
        const asked = { trialId: place.trialId, participantId: of.participantId };
        return (await service.ask(listVisits, asked, { trialId: place.trialId, sites: [place.siteId] })).items;
      },
    };
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
      await somebody.treated();
      const done = (await somebody.visits()).filter(({ state }) => state === 'done');
      expect(done.map(({ visitCode, occurredAt }) => [visitCode, occurredAt])).toEqual([[first, FIRST]]);
    }
  });

  it('move what counts from a treatment when its dose was given', async () => {
    const somebody = await somebodyIn('transplantation');
    await somebody.treated();
    const checks = async () =>
      (await somebody.visits()).filter(({ visitCode }) => /^(TX|ENGRAFTMENT)/.test(visitCode)).map(inWords);
    expect(await checks()).toEqual([
      'TX planned 2025-04-13',
      'ENGRAFTMENT-1 planned 2025-04-27 provisional',
      'ENGRAFTMENT-2 planned 2025-05-11 provisional',
    ]);

    await somebody.dosed('TX');

    expect(await checks()).toEqual([
      'TX done 2025-04-13',
      'ENGRAFTMENT-1 planned 2025-05-01',
      'ENGRAFTMENT-2 planned 2025-05-15',
    ]);
    const told = (await service.said(visitPlanned)).filter(
      ({ participantId }) => participantId === somebody.participantId,
    );
    expect(told.map(({ visitCode }) => visitCode)).toEqual(expect.arrayContaining(['ENGRAFTMENT-1', 'ENGRAFTMENT-2']));
  });

  it('take no notice of a dose that is due in the other arm: it is on record where it was given', async () => {
    const somebody = await somebodyIn('immunosuppression');
    await somebody.treated();
    const before = await somebody.visits();
    await somebody.dosed('TX');
    expect(await somebody.visits()).toEqual(before);
    const done = (await service.said(visitDone)).filter(
      ({ participantId }) => participantId === somebody.participantId,
    );
    expect(done.map(({ visitCode }) => visitCode)).toEqual(['PULSE-1']);
    expect(await service.rows('select 1 from parked_message')).toEqual([]);
  });
});
