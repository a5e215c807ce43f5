import {
  changeBatchStatus,
  correctTreatmentTime,
  endParticipation,
  listProductScans,
  prepareProduct,
  readParticipant,
  recordConsent,
  registerBatch,
  scanInPharmacy,
} from '@trial/contracts';
import { allocationDisclosed } from '@trial/contracts/restricted';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { ATTRIBUTES, Enrolling, PHARMACIST, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const trialId = 'SENTINEL';
const SITES = ['UMCU', 'UMCN'];
const PHARMACY = { ...PHARMACIST, trialId, sites: SITES };
const DONORS = { msc: 'NL12325000001', placebo: 'NL12325000002' };

describe('the distance between the first participants', () => {
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
  });
  afterAll(() => service.stop());

  /** One unit of each arm goes first, so that later only one arm has any left. */
  const stock = async (arm: keyof typeof DONORS, units: number, of = trialId) => {
    const who = { ...PHARMACY, trialId: of };
    const batch = { trialId: of, donorCode: DONORS[arm], arm, units, expiresAt: '2026-03-03T00:00:00Z' };
    const { batchNumber } = await service.ask(registerBatch, { ...batch, attributes: ATTRIBUTES }, who);
    const release = { trialId: of, batchNumber, to: 'released', account: 'within its limits' } as const;
    await service.ask(changeBatchStatus, release, { ...who, actor: 'second-pharmacist' });
  };
  const prepare = (participantId: string) => service.send(prepareProduct, { trialId, participantId }, PHARMACY);
  const prepared = async (participantId: string) =>
    (await service.ask(prepareProduct, { trialId, participantId }, PHARMACY)).productCode;
  const discard = (participantId: string, productCode: string) =>
    service.ask(scanInPharmacy, { trialId, participantId, productCode, step: 'discard' }, PHARMACY);
  const tooSoon = (earliestOn: string) => ({
    rejection: {
      code: 'sentinel-too-soon',
      rule: `the first 3 participants are treated at least 14 days apart, here from ${earliestOn} on (Europe/Amsterdam); a product that is ready counts as given today`,
      details: { earliestOn },
    },
  });
  /** Given, and heard in the vault. */
  const treat = async (at: Enrolling, participantId: string, givenAt: string, productCode: string) => {
    await at.treat(participantId, givenAt, productCode);
    await eventually(async () =>
      expect(
        await service.rows('select 1 from vault.treatment where participant_id = $1', [participantId]),
      ).toHaveLength(1),
    );
  };
  /** On record, and told. */
  const disclosures = (participantIds: readonly string[]) =>
    service.rows(
      `select id::text from vault.disclosure where participant_id::text = any($1) union all
       select type from (select type, event from vault.outbox_archive union all
                         select type, event from vault.outbox_message) as said
        where type = $2 and event::jsonb #>> '{data,participantId}' = any($1)`,
      [participantIds, allocationDisclosed.type],
    );
  /** A corrected time, in the vault. */
  const heard = (participantId: string, treatedAt: string) =>
    eventually(async () =>
      expect(
        await service.rows('select 1 from vault.treatment where participant_id = $1 and treated_at = $2', [
          participantId,
          treatedAt,
        ]),
      ).toHaveLength(1),
    );
  const view = (participantId: string, at = umcu) => service.ask(readParticipant, { trialId, participantId }, at.who);

  it('holds for products that are prepared at once, at whatever sites and of whichever arm', async () => {
    const people = [];
    for (const at of [umcu, umcn, umcu, umcn, umcu, umcn]) people.push(await at.randomised());
    await stock('msc', 1);
    await stock('placebo', 1);
    const answers = await Promise.all(people.slice(0, 2).map(prepare));
    expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1);
    const [first, others] = [answers.findIndex((answer) => 'ok' in answer), [] as unknown[]];
    for (const participantId of people.filter((_, index) => index !== first)) others.push(await prepare(participantId));
    // Six of a block hold both arms, and one of them has no unit left: nobody hears of that.
    expect(others).toEqual(others.map(() => tooSoon('2025-03-17')));
    expect(answers[1 - first]).toEqual(tooSoon('2025-03-17'));
    // Nor is anything disclosed to whoever asks in vain, as often as they ask.
    expect(await disclosures(people.slice(2))).toEqual([]);
    expect(await disclosures(people.slice(first, first + 1))).toHaveLength(2);

    // What is thrown away keeps nobody waiting.
    const [code, ready] = [answers[first], people[first] ?? ''];
    await discard(ready, (code as { ok: { productCode: string } }).ok.productCode);
    await stock('msc', 20);
    await stock('placebo', 20);
    const next = people.find((_, index) => index !== first) ?? '';
    await prepared(next);
    const [after = ''] = people.filter((participantId) => ![next, ready].includes(participantId));
    expect(await prepare(after)).toEqual(tooSoon('2025-03-17'));
    // Nor does what lies ready for somebody who has left.
    const end = { trialId, participantId: next, as: 'lost', endedAt: BEGINNING, reason: 'moved abroad' } as const;
    await service.ask(endParticipation, end, { ...PHARMACY, role: 'investigator' });
    await eventually(async () => expect(await prepare(after)).toHaveProperty('ok'));
    const codes = await service.rows<{ code: string }>('select code from vault.product where participant_id = $1', [
      after,
    ]);
    for (const { code: label } of codes) await discard(after, label);
  });

  it('is counted from whoever was treated before, by a time that may be corrected, and ends with the last of them', async () => {
    const [one, two, three, four] = [
      await umcu.randomised(),
      await umcn.randomised(),
      await umcu.randomised(),
      await umcn.randomised(),
    ];
    expect(await view(three)).not.toHaveProperty('earliestTreatmentOn');
    const productCode = await prepared(one);
    await stepTo(service, '2025-03-03T09:00:00Z');
    await treat(umcu, one, '2025-03-03T08:30:00.000Z', productCode);
    expect(await view(three)).toMatchObject({ earliestTreatmentOn: '2025-03-17' });
    expect(await view(four, umcn)).toMatchObject({ earliestTreatmentOn: '2025-03-17' });
    await stepTo(service, '2025-03-16T22:59:59Z');
    expect(await prepare(two)).toEqual(tooSoon('2025-03-17'));
    // A further session is kept apart from nobody.
    await discard(one, await prepared(one));
    await stepTo(service, '2025-03-16T23:00:00Z');
    const ready = await prepared(two);

    const { version } = await view(one);
    const correction = { trialId, participantId: one, anchorAt: '2025-03-04T08:00:00Z', reason: 'a slip of the day' };
    await service.ask(correctTreatmentTime, { ...correction, expectedVersion: version }, umcu.who);
    await eventually(async () => expect(await view(three)).toMatchObject({ earliestTreatmentOn: '2025-03-18' }));
    await heard(one, '2025-03-04T08:00:00Z');
    // What was labelled in time is not thawed before the day it has become, and that is on record.
    const thaw = { trialId, participantId: two, productCode: ready, step: 'thaw' } as const;
    const rule =
      'the first 3 participants are treated at least 14 days apart, here from 2025-03-18 on (Europe/Amsterdam); a product that is thawed counts as given then';
    const refusal = { code: 'sentinel-too-soon', rule, details: { earliestOn: '2025-03-18' } };
    expect(await service.send(scanInPharmacy, thaw, PHARMACY)).toEqual({ rejection: refusal });
    const scans = (await service.ask(listProductScans, { trialId }, PHARMACY)).items;
    expect(scans).toContainEqual(
      expect.objectContaining({ productCode: ready, step: 'thaw', outcome: 'sentinel-too-soon' }),
    );
    expect(await view(three)).toMatchObject({ earliestTreatmentOn: '2025-03-18' });
    expect(await view(one)).not.toHaveProperty('earliestTreatmentOn');

    await stepTo(service, '2025-03-18T08:00:00Z');
    expect(await service.send(scanInPharmacy, thaw, PHARMACY)).toHaveProperty('ok');
    await treat(umcn, two, '2025-03-18T07:00:00.000Z', ready);
    expect(await prepare(three)).toEqual(tooSoon('2025-04-01'));
    await stepTo(service, '2025-04-01T08:00:00Z');
    await treat(umcu, three, '2025-04-01T07:00:00.000Z', await prepared(three));
    // As many as are kept apart were treated: nobody waits any more.
    expect(await prepare(four)).toHaveProperty('ok');
  });

  it('is that of the version a participant goes by, in what is told and in what is refused', async () => {
    const amended = { trialId: 'AMENDED' };
    const people = new Enrolling(service, amended.trialId);
    const pharmacy = { ...PHARMACY, ...amended };
    const labelled = (participantId: string) => service.ask(prepareProduct, { ...amended, participantId }, pharmacy);
    const earliestOf = async (participantId: string) =>
      (await service.ask(readParticipant, { ...amended, participantId }, people.who)).earliestTreatmentOn;
    await people.sealedList();
    await stock('msc', 20, amended.trialId);
    await stock('placebo', 20, amended.trialId);
    const [one, two, three] = [await people.randomised(), await people.randomised(), await people.randomised()];
    await stepTo(service, '2025-04-01T09:00:00Z');
    await treat(people, one, '2025-04-01T08:30:00.000Z', (await labelled(one)).productCode);

    await stepTo(service, '2025-04-15T08:00:00Z');
    const again = { ...people.aConsent(three), consentedAt: '2025-04-15T07:00:00Z' };
    await service.ask(recordConsent, again, people.who);
    expect([await earliestOf(two), await earliestOf(three)]).toEqual(['2025-04-15', '2025-04-29']);
    await eventually(async () =>
      expect(await service.send(prepareProduct, { ...amended, participantId: three }, pharmacy)).toMatchObject({
        rejection: { code: 'sentinel-too-soon', details: { earliestOn: '2025-04-29' } },
      }),
    );
    // The site works by the new version, and whoever did not consent to it goes by the one before.
    await labelled(two);
  });
});
