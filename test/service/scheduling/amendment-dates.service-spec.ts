import { startService } from '@trial/process';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { freePort } from '../../../deploy/local/ports.mjs';
import { bootService, type BootedService } from '../../support/service.js';
import { amendedTrials } from './amended-trials.js';
import { Cohort } from './cohort.js';

const trialId = 'A1';
const APRIL = '2025-04-01T00:00:00.000Z';
const MAY = '2025-05-01T00:00:00.000Z';
const JUNE = '2025-06-01T00:00:00.000Z';

/** The same trial each time: the second version asks for no new consent, and all sites work by it from then on. */
const trialFrom = (effectiveAt: string): string => amendedTrials(1, 1, effectiveAt).folder;

describe('an amendment whose date is changed', () => {
  let environment: Record<string, string> = {};
  let booted: BootedService;
  let running: { close(): Promise<void> };
  beforeAll(async () => {
    booted = await bootService('scheduling', SchedulingModule, {
      now: '2025-03-27T12:00:00.000Z',
      variables: (given) => {
        environment = given;
        return { TRIALS_FOLDER: trialFrom(APRIL) };
      },
    });
    running = booted.app;
  });
  afterAll(async () => {
    if (running !== booted.app) await running.close();
    await booted.stop();
  });

  /** The service stops, and starts again with that date in its trial file. */
  const restartedWith = async (effectiveAt: string): Promise<Cohort> => {
    await running.close();
    const app = await startService({
      name: 'scheduling',
      module: SchedulingModule,
      variables: {
        ...environment,
        ...{ TRIAL_CLOCK: 'virtual', RETRY_BACKOFF_MS: '50,100', LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal' },
        ...{ SERVICE_PORT: String(await freePort([])), TRIALS_FOLDER: trialFrom(effectiveAt) },
      },
    });
    running = app;
    return new Cohort({ ...booted, app }, { trialId });
  };
  const bells = () =>
    booted.rows<{ siteId: string; dueAt: Date; status: string; settledAt: Date | null }>(
      `select site_id as "siteId", due_at as "dueAt", status, settled_at as "settledAt" from deadline
        where name = 'scheduling.amendment-takes-effect' order by site_id`,
    );
  /** What the participant goes by, and a visit whose window is far ahead. */
  const versionsOf = async ({ participantId }: { participantId: string }): Promise<number[]> =>
    (
      await booted.rows<{ version: number }>(
        `select trial_version as version from participant where id = $1
         union select trial_version from visit where participant_id = $1 and visit_code = 'W52'`,
        [participantId],
      )
    ).map(({ version }) => version);

  it('changes the plans on the new date and not before it, also when it had taken effect on the old one', async () => {
    const early = new Cohort(booted, { trialId }).somebody();
    await early.consents();
    await early.treated({ anchorAt: '2025-03-26T09:30:00.000Z' });

    const postponed = await restartedWith(MAY);
    await postponed.passTo(APRIL);
    expect(await versionsOf(early)).toEqual([1]);
    await postponed.passTo(MAY);
    expect(await versionsOf(early)).toEqual([2]);

    const rung = await bells();
    await restartedWith(MAY);
    expect(await bells()).toEqual(rung);

    const postponedAgain = await restartedWith(JUNE);
    const late = postponedAgain.somebody();
    await late.consents();
    await late.treated({ anchorAt: '2025-04-30T09:30:00.000Z' });
    expect(await versionsOf(late)).toEqual([1]);
    await postponedAgain.passTo(JUNE);
    expect(await versionsOf(late)).toEqual([2]);
  });
});
