import {
  changeBatchStatus,
  endParticipation,
  prepareProduct,
  recordConsent,
  registerBatch,
  scanAtBedside,
  scanInPharmacy,
} from '@trial/contracts';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { ATTRIBUTES, Enrolling, PHARMACIST, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const trialId = 'LATER';
const SITES = ['UMCU', 'UMCN'];
const PHARMACY = { ...PHARMACIST, trialId, sites: SITES };
const SECOND_PHARMACIST = { ...PHARMACY, actor: 'second-pharmacist' };
const INVESTIGATOR = { ...PHARMACY, role: 'investigator' };
/** Enough that two which do not wait for each other are seen. */
const PAIRS = 5;

describe('the distance between the first participants, of those who were labelled before there was one', () => {
  let service: BootedService;
  let umcu: Enrolling;
  let umcn: Enrolling;
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service, trialId);
    umcn = new Enrolling(service, trialId, 'UMCN');
    await umcu.sealedList();
    for (const [arm, donorCode] of [
      ['msc', 'NL12325000001'],
      ['placebo', 'NL12325000002'],
    ] as const) {
      const batch = { trialId, donorCode, arm, units: 40, expiresAt: '2026-03-03T00:00:00Z', attributes: ATTRIBUTES };
      const { batchNumber } = await service.ask(registerBatch, batch, PHARMACY);
      const release = { trialId, batchNumber, to: 'released', account: 'within its limits' } as const;
      await service.ask(changeBatchStatus, release, SECOND_PHARMACIST);
    }
  });
  afterAll(() => service.stop());

  interface Labelled {
    readonly participantId: string;
    readonly productCode: string;
  }
  /** By the version that keeps nobody apart, which their site works by no longer. */
  const labelled = async (people = umcu): Promise<Labelled> => {
    const participantId = await people.randomised();
    await heardInVault(participantId, 1);
    const { productCode } = await service.ask(prepareProduct, { trialId, participantId }, PHARMACY);
    return { participantId, productCode };
  };
  const heardInVault = (participantId: string, version: number) =>
    eventually(async () =>
      expect(
        await service.rows('select trial_version from vault.consented_version where participant_id = $1', [
          participantId,
        ]),
      ).toEqual([{ trial_version: version }]),
    );
  /** To the version that keeps the first apart, and heard in the vault. */
  const consentedAgain = async (people: Enrolling, participantId: string) => {
    await service.ask(
      recordConsent,
      { ...people.aConsent(participantId), consentedAt: '2025-03-03T07:00:00Z' },
      people.who,
    );
    await heardInVault(participantId, 2);
  };
  const keptApart = async (people = umcu): Promise<Labelled> => {
    const one = await labelled(people);
    await consentedAgain(people, one.participantId);
    return one;
  };
  const scan = (product: Labelled, step: 'thaw' | 'release' | 'discard', who = PHARMACY) =>
    service.send(scanInPharmacy, { trialId, ...product, step }, who);
  const prepare = (participantId: string) => service.send(prepareProduct, { trialId, participantId }, PHARMACY);
  const accepted = async (sent: Promise<unknown>) => expect(await sent).toHaveProperty('ok');
  /** Thawed, and checked at the bedside. */
  const handedOver = async (product: Labelled) => {
    await accepted(scan(product, 'thaw'));
    await accepted(scan(product, 'release', SECOND_PHARMACIST));
    for (const step of ['receipt', 'bedside'] as const)
      await accepted(service.send(scanAtBedside, { trialId, ...product, step }, INVESTIGATOR));
  };
  const tooSoon = (earliestOn: string, because = 'a product that is thawed counts as given then') => ({
    rejection: {
      code: 'sentinel-too-soon',
      rule: `the first 3 participants are treated at least 14 days apart, here from ${earliestOn} on (Europe/Amsterdam); ${because}`,
      details: { earliestOn },
    },
  });
  const READY = 'a product that is ready counts as given today';

  it('lets one of two be thawed, at whatever sites and however often two are at once', async () => {
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const two = [await keptApart(umcu), await keptApart(umcn)];
      const answers = await Promise.all(two.map((product) => scan(product, 'thaw')));
      expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
      expect(answers).toContainEqual(tooSoon('2025-03-17'));
      for (const product of two) await accepted(scan(product, 'discard'));
    }
  });

  it('counts what is thawed until it is thrown away or its participant has left', async () => {
    const [one, two, three] = [await keptApart(umcu), await keptApart(umcn), await keptApart(umcu)];
    await accepted(scan(one, 'thaw'));
    expect(await scan(two, 'thaw')).toEqual(tooSoon('2025-03-17'));
    await accepted(scan(one, 'discard'));
    await accepted(scan(two, 'thaw'));
    expect(await scan(three, 'thaw')).toEqual(tooSoon('2025-03-17'));
    const { participantId } = two;
    const end = { trialId, participantId, as: 'lost', endedAt: BEGINNING, reason: 'moved abroad' } as const;
    await service.ask(endParticipation, end, INVESTIGATOR);
    await eventually(() => accepted(scan(three, 'thaw')));
    await accepted(scan(three, 'discard'));
  });

  it('holds a thaw to the version its participant goes by, whichever their site works by', async () => {
    const [before, after] = [await labelled(), await keptApart()];
    expect(await scan(before, 'thaw')).toMatchObject({ ok: { usableUntil: '2025-03-03T12:00:00.000Z' } });
    await accepted(scan(before, 'discard'));
    expect(await scan(after, 'thaw')).toMatchObject({ ok: { usableUntil: '2025-03-03T10:00:00.000Z' } });
    await accepted(scan(after, 'discard'));
    const judgedBy = ({ productCode }: Labelled) =>
      service.rows('select distinct trial_version from vault.product_scan where code = $1', [productCode]);
    expect([await judgedBy(before), await judgedBy(after)]).toEqual([[{ trial_version: 1 }], [{ trial_version: 2 }]]);
  });

  it('counts from the bedside whoever was given something that nobody has told yet, though its container is thrown away', async () => {
    const [one, two, three, four] = [
      await keptApart(umcu),
      await keptApart(umcn),
      await keptApart(umcu),
      await keptApart(umcn),
    ];
    await handedOver(one);
    await stepTo(service, '2025-03-03T08:30:00Z');
    await accepted(scan(one, 'discard'));
    await accepted(scan(two, 'discard'));
    expect(await scan(three, 'thaw')).toEqual(tooSoon('2025-03-17'));
    expect(await prepare(two.participantId)).toEqual(tooSoon('2025-03-17', READY));

    // Nothing may have come of it: then the next is treated, and whoever was only at a bedside waits like anybody else.
    await stepTo(service, '2025-03-17T08:00:00Z');
    await handedOver(three);
    await umcu.treat(three.participantId, '2025-03-17T07:00:00.000Z', three.productCode);
    await eventually(async () =>
      expect(await service.rows('select treated_at from vault.treatment')).toEqual([
        { treated_at: new Date('2025-03-17T07:00:00.000Z') },
      ]),
    );
    await accepted(scan(four, 'discard'));
    expect(await prepare(one.participantId)).toEqual(tooSoon('2025-03-31', READY));
  });
});
