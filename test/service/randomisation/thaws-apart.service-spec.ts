import { changeBatchStatus, prepareProduct, recordConsent, registerBatch, scanInPharmacy } from '@trial/contracts';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { ATTRIBUTES, Enrolling, PHARMACIST } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const trialId = 'LATER';
const SITES = ['UMCU', 'UMCN'];
const PHARMACY = { ...PHARMACIST, trialId, sites: SITES };
const SECOND_PHARMACIST = { ...PHARMACY, actor: 'second-pharmacist' };

describe('the distance between the first participants, of those who were labelled before there was one', () => {
  let service: BootedService;
  let umcu: Enrolling;
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service, trialId);
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
  }, 60_000);
  afterAll(() => service.stop());

  interface Labelled {
    readonly participantId: string;
    readonly productCode: string;
  }
  /** By the version that keeps nobody apart, which their site works by no longer. */
  const labelled = async (people = umcu): Promise<Labelled> => {
    const participantId = await people.randomised();
    const { productCode } = await service.ask(prepareProduct, { trialId, participantId }, PHARMACY);
    return { participantId, productCode };
  };
  /** To the version that keeps the first apart, and heard in the vault. */
  const consentedAgain = async (people: Enrolling, participantId: string) => {
    await service.ask(
      recordConsent,
      { ...people.aConsent(participantId), consentedAt: '2025-03-03T07:00:00Z' },
      people.who,
    );
    await eventually(async () =>
      expect(
        await service.rows('select trial_version from vault.consented_version where participant_id = $1', [
          participantId,
        ]),
      ).toEqual([{ trial_version: 2 }]),
    );
  };
  const keptApart = async (people = umcu): Promise<Labelled> => {
    const one = await labelled(people);
    await consentedAgain(people, one.participantId);
    return one;
  };
  const scan = (product: Labelled, step: 'thaw' | 'release' | 'discard', who = PHARMACY) =>
    service.send(scanInPharmacy, { trialId, ...product, step }, who);
  const accepted = async (sent: Promise<unknown>) => expect(await sent).toHaveProperty('ok');

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
});
