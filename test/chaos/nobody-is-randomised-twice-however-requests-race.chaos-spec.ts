import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { RandomisationModule } from '../../apps/randomisation/src/randomisation.module.js';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { eventually } from '../support/eventually.js';
import { openLossyDoor, type LossyDoor, type Watch } from '../support/lossy-door.js';
import { bootService, type BootedService } from '../support/service.js';
import { startStack } from '../support/stack.js';
import { Enrolling } from '../service/randomisation/enrol.js';
import { trialsFolder } from '../service/randomisation/trial-files.js';
import { Interleavings, type Happened } from './interleavings.js';
import { anInterleaving } from './interleaving.js';
import { eventsApart, violations } from './randomisation-invariants.js';

const MANY = 1_000;
const TRIAL = 'STRATA';

/**
 * What a thousand interleavings contain at least, whatever the seed and the machine: half of what they contain on
 * average, and less of what happens only to those who wait, because how many wait depends on how fast the machine is.
 */
const AT_LEAST: Happened = {
  terminate: 80,
  cancel: 70,
  'terminate-waiting': 10,
  'cancel-waiting': 10,
  'cut between statements': 150,
  'answer to a commit lost': 150,
  'caller gone': 400,
  'repeated while running': 50,
  refused: 700,
  randomised: 1_500,
};

describe('nobody is randomised twice, however requests race', () => {
  let door: LossyDoor;
  let watch: Watch = () => undefined;
  let service: BootedService;
  let client: pg.Client;
  let interleavings: Interleavings;
  beforeAll(async () => {
    const { postgres } = await startStack();
    door = await openLossyDoor(postgres, (pid) => watch(pid));
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: ({ ENROLMENT_DATABASE_URL = '' }) => ({
        ENROLMENT_DATABASE_URL: door.through(ENROLMENT_DATABASE_URL),
        TRIALS_FOLDER: trialsFolder(),
        TRIAL_CLOCK: 'running',
      }),
    });
    await new Enrolling(service, TRIAL).sealedList({ length: 4_000 });
    client = new pg.Client({ connectionString: urlOfDatabase(postgres, service.database) });
    await client.connect();
    interleavings = await Interleavings.on({ trialId: TRIAL, service, client, door });
    watch = (pid) => interleavings.atPacket(pid);
  });
  afterAll(async () => {
    await client.end();
    await service.stop();
    await door.close();
  });

  it(`keeps every promise after each of ${MANY} interleavings with faults`, async () => {
    const seed = randomInt(2 ** 31);
    let interleaved = 0;
    await fc.assert(
      fc.asyncProperty(anInterleaving, async (interleaving) => {
        await interleavings.play(interleaving);
        interleaved += 1;
      }),
      { seed, numRuns: MANY, interruptAfterTimeLimit: 1_200_000, markInterruptAsFailure: true },
    );
    const happened = await interleavings.happened();
    process.stdout.write(`seed ${seed}: ${interleaved} interleavings with ${JSON.stringify(happened)}\n`);
    expect(interleaved).toBeGreaterThanOrEqual(MANY);
    const things = Object.keys(AT_LEAST) as (keyof Happened)[];
    expect(things.filter((thing) => happened[thing] < AT_LEAST[thing])).toEqual([]);
  }, 1_300_000);

  it('leaves one allocation and one event for everybody who was randomised, and no gap in any stratum', async () => {
    expect(await violations(client, TRIAL)).toEqual([]);
    await eventually(async () => expect(await eventsApart(client, service.nats)).toEqual([]), { within: 30_000 });
  });
});
