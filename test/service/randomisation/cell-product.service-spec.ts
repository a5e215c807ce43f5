import {
  changeBatchStatus,
  closeFollowUp,
  endParticipation,
  identifyGivenProduct,
  listBatches,
  listProductScans,
  openFollowUps,
  participantConsented,
  prepareProduct,
  recordAdministration,
  registerBatch,
  scanAtBedside,
  scanInPharmacy,
  traceDonor,
  traceParticipant,
  type ChangedBatchStatus,
  type ChangeBatchStatusCommand,
  type RegisterBatchCommand,
} from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { ATTRIBUTES, Enrolling, injections, keyed, PHARMACIST, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';
import { ANY_ARM, whereStands } from './where-stands.js';

const SECOND_PHARMACIST = { ...PHARMACIST, actor: 'second-pharmacist' };
const NURSE = { actor: 'nurse-umcu', role: 'study-nurse' };
const LATER = { ...PHARMACIST, role: 'pharmacovigilance-officer', actor: 'pharmacovigilance' };
const REASON = 'a report about the donor';
/** Words that may tell what a batch is: they must stand nowhere. */
const ACCOUNT = 'the living cells were counted again';
/** One donor of cells, and the made-up code of what holds none. */
const DONORS = { msc: 'NL12325000001', placebo: 'NL12325000002' } as const;
type Arm = keyof typeof DONORS;

describe('the cell product', () => {
  let service: BootedService;
  let umcu: Enrolling;
  let umcn: Enrolling;
  let now = instant(BEGINNING);
  const pass = async (minutes: number) => {
    now = now.add({ minutes });
    await stepTo(service, now.toString());
  };

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service);
    umcn = new Enrolling(service, 'MANUS', 'UMCN');
    await umcu.sealedList();
  });
  afterAll(() => service.stop());

  const refused = async (sent: Promise<unknown>, code: string) =>
    expect(await sent).toMatchObject({ rejection: { code } });
  const register = (arm: Arm, more: Partial<RegisterBatchCommand> = {}, who: Partial<Context> = PHARMACIST) =>
    service.ask(
      registerBatch,
      {
        trialId: 'MANUS',
        donorCode: DONORS[arm],
        arm,
        units: 20,
        expiresAt: '2026-03-03T00:00:00.000Z',
        attributes: ATTRIBUTES,
        ...more,
      },
      who,
    );
  const change = (
    batchNumber: string,
    to: ChangeBatchStatusCommand['to'],
    more: object = {},
    who = SECOND_PHARMACIST,
  ) => service.send(changeBatchStatus, { trialId: 'MANUS', batchNumber, to, account: ACCOUNT, ...more }, who);
  const changed = async (...args: Parameters<typeof change>): Promise<ChangedBatchStatus> => {
    const reply = await change(...args);
    if (!('ok' in reply)) throw new Error(JSON.stringify(reply));
    return reply.ok as ChangedBatchStatus;
  };
  const released = async (arm: Arm, more: Partial<RegisterBatchCommand> = {}) => {
    const { batchNumber } = await register(arm, more);
    await changed(batchNumber, 'released');
    return batchNumber;
  };
  const prepare = (participantId: string, who: Partial<Context> = PHARMACIST) =>
    service.ask(prepareProduct, { trialId: 'MANUS', participantId }, who);
  const pharmacy = (
    participantId: string,
    productCode: string,
    step: 'thaw' | 'release' | 'discard',
    who = PHARMACIST,
  ) => service.send(scanInPharmacy, { trialId: 'MANUS', participantId, productCode, step }, who);
  const bedside = (
    participantId: string,
    productCode: string,
    step: 'receipt' | 'bedside',
    who: Partial<Context> = NURSE,
  ) => service.send(scanAtBedside, { trialId: 'MANUS', participantId, productCode, step }, who);
  /** Prepared, thawed, released by a second person, received, and checked at the bedside. */
  const handedOver = async (participantId: string) => {
    const { productCode } = await prepare(participantId);
    await pharmacy(participantId, productCode, 'thaw');
    await pharmacy(participantId, productCode, 'release', SECOND_PHARMACIST);
    await bedside(participantId, productCode, 'receipt');
    await bedside(participantId, productCode, 'bedside');
    return productCode;
  };
  /** Half an hour later, eight injections have been given. */
  const treat = async (participantId: string, productCode?: string, minutesLater = 30) => {
    const started = now.add({ minutes: minutesLater - 29 });
    await pass(minutesLater);
    await umcu.treat(participantId, started.toString(), productCode);
  };
  /** The scans of one participant, once the vault has heard what was given. */
  const scansOf = async (participantId: string) =>
    (await service.ask(listProductScans, { trialId: 'MANUS', limit: 200 }, PHARMACIST)).items
      .filter((scan) => scan.participantId === participantId)
      .map(({ step, outcome, by }) => [step, outcome, by]);
  const used = (participantId: string, outcome: string) =>
    eventually(async () => expect(await scansOf(participantId)).toContainEqual(['use', outcome, 'investigator-umcu']));
  const followUps = async () =>
    (await service.ask(openFollowUps, { trialId: 'MANUS', reason: REASON }, PHARMACIST)).items;
  const traced = (participantId: string) =>
    service.ask(traceParticipant, { trialId: 'MANUS', participantId, reason: REASON }, LATER);
  const armOf = async (participantId: string): Promise<Arm> =>
    (await traced(participantId)).products[0]?.donorCode === DONORS.msc ? 'msc' : 'placebo';

  it('comes from batches that a second person released within the limits of the trial file', async () => {
    const { batchNumber } = await register('msc');
    expect(batchNumber).toMatch(/^B\d{9}$/);
    await refused(change(batchNumber, 'released', {}, PHARMACIST), 'second-person-needed');
    await refused(change(batchNumber, 'released', { results: { sterility: 'passed' } }), 'second-person-needed');
    await refused(change('B000000000', 'released'), 'batch-unknown');
    await changed(batchNumber, 'quarantined', { results: { sterility: 'failed' } }, PHARMACIST);
    await refused(change(batchNumber, 'released'), 'batch-not-fit-for-release');
    // Whoever entered the last result does not release on it, whoever that is.
    await changed(batchNumber, 'quarantined', { results: { sterility: 'passed' } });
    await refused(change(batchNumber, 'released'), 'second-person-needed');
    expect(await changed(batchNumber, 'released', {}, PHARMACIST)).toMatchObject({ status: 'released' });
    await refused(change(batchNumber, 'released', { results: { mycoplasma: 'failed' } }), 'batch-not-fit-for-release');
    await changed(batchNumber, 'recalled', { results: { mycoplasma: 'failed' } });
    await refused(change(batchNumber, 'released'), 'batch-status-final');
    await changed(batchNumber, 'recalled', { results: { endotoxin: 7 } });
    const shown = (await service.ask(listBatches, { trialId: 'MANUS' }, PHARMACIST)).items.at(0);
    expect(shown).toMatchObject({
      batchNumber,
      attributes: { ...ATTRIBUTES, sterility: 'passed', mycoplasma: 'failed', endotoxin: 7 },
      history: ['quarantined', 'quarantined', 'quarantined', 'released', 'recalled', 'recalled'].map((status) => ({
        status,
      })),
    });

    const poor = await register('msc', { attributes: { ...ATTRIBUTES, viabilityPercent: 69.9, cd90Percent: 94 } });
    expect(await change(poor.batchNumber, 'released')).toMatchObject({
      rejection: { code: 'batch-not-fit-for-release', rule: 'outside its limits: viabilityPercent, cd90Percent' },
    });
    const dummy = await register('placebo', { attributes: { ...ATTRIBUTES, viabilityPercent: 69.9 } });
    expect(await changed(dummy.batchNumber, 'released')).toMatchObject({ status: 'released' });
    await changed(dummy.batchNumber, 'rejected');
  });

  it('is registered with a donor code that names nobody, an arm of the trial and time left', async () => {
    const sending = (more: object, trialId = 'MANUS') =>
      service.send(
        registerBatch,
        {
          trialId: 'MANUS',
          donorCode: DONORS.msc,
          arm: 'msc',
          units: 1,
          expiresAt: '2026-03-03T00:00:00Z',
          attributes: ATTRIBUTES,
          ...more,
        },
        { ...PHARMACIST, trialId },
      );
    await refused(sending({ donorCode: 'J. Jansen' }), 'donor-code-malformed');
    await refused(sending({ arm: 'other' }), 'arm-unknown');
    await refused(sending({ expiresAt: '2025-03-03T08:00:00Z' }), 'batch-expired');
    await refused(sending({ trialId: 'ORAL' }, 'ORAL'), 'no-cell-product');
  });

  it('is labelled once for one participant, from the batch that lasts and expires first', async () => {
    const participantId = await umcu.randomised();
    await refused(service.send(prepareProduct, { trialId: 'MANUS', participantId }, PHARMACIST), 'no-batch-available');
    // That there is none tells the arm as well.
    expect(
      await service.rows('select reason from vault.disclosure where participant_id = $1', [participantId]),
    ).toEqual([{ reason: 'preparation' }]);
    // Too short, the one to take, and one that lasts longer: of both arms, for who knows which is needed.
    const wanted: string[] = [];
    for (const arm of ['msc', 'placebo'] as const) {
      await released(arm, { expiresAt: '2025-03-04T07:59:59.999Z' });
      await released(arm, { expiresAt: '2026-03-03T00:00:00Z' });
      wanted.push(await released(arm, { expiresAt: '2025-03-04T08:00:00Z', units: 1 }));
    }
    const key = keyed('prepare once');
    const prepared = await prepare(participantId, { ...PHARMACIST, ...key });
    expect(wanted).toContain(prepared.batchNumber);
    expect(prepared.productCode).toMatch(/^\d{13}$/);
    expect(await prepare(participantId, { ...PHARMACIST, ...key })).toEqual(prepared);
    await refused(service.send(prepareProduct, { trialId: 'MANUS', participantId }, PHARMACIST), 'product-exists');
    const stock = (await service.ask(listBatches, { trialId: 'MANUS' }, PHARMACIST)).items;
    expect(stock.find(({ batchNumber }) => batchNumber === prepared.batchNumber)).toMatchObject({ unitsLeft: 0 });

    // Thrown away, it is labelled again; the last unit of its batch is gone.
    expect(await pharmacy(participantId, prepared.productCode, 'discard')).toHaveProperty('ok');
    const again = await prepare(participantId);
    expect(wanted).not.toContain(again.batchNumber);
    expect(again.productCode).not.toBe(prepared.productCode);
    await refused(pharmacy(participantId, prepared.productCode, 'thaw'), 'product-not-ready');
  });

  it('is not labelled for anybody who was allocated nothing, or by a pharmacy of another site', async () => {
    const elsewhere = await umcn.randomised();
    for (const participantId of [await umcu.eligible(), elsewhere])
      await refused(service.send(prepareProduct, { trialId: 'MANUS', participantId }, PHARMACIST), 'not-allocated');
  });

  it('is scanned at each hand-over, in order, by two persons, and recorded as given', async () => {
    const participantId = await umcu.randomised();
    const { productCode } = await prepare(participantId);
    await refused(pharmacy(participantId, productCode, 'release', SECOND_PHARMACIST), 'product-not-ready');
    expect(await pharmacy(participantId, productCode, 'thaw')).toMatchObject({
      ok: { step: 'thaw', usableUntil: '2025-03-03T12:00:00.000Z', warnAt: '2025-03-03T11:12:00.000Z' },
    });
    await refused(bedside(participantId, productCode, 'receipt'), 'product-not-ready');
    await refused(pharmacy(participantId, productCode, 'release'), 'second-person-needed');
    await pharmacy(participantId, productCode, 'release', SECOND_PHARMACIST);
    await refused(bedside(participantId, productCode, 'bedside'), 'product-not-ready');
    expect(await bedside(participantId, productCode, 'receipt')).toMatchObject({
      ok: { step: 'receipt', usableUntil: '2025-03-03T12:00:00.000Z' },
    });
    await bedside(participantId, productCode, 'bedside');
    await treat(participantId, productCode);
    await used(participantId, 'accepted');
    expect(await scansOf(participantId)).toEqual([
      ['release', 'product-not-ready', 'second-pharmacist'],
      ['thaw', 'accepted', 'pharmacist-umcu'],
      ['receipt', 'product-not-ready', 'nurse-umcu'],
      ['release', 'second-person-needed', 'pharmacist-umcu'],
      ['release', 'accepted', 'second-pharmacist'],
      ['bedside', 'product-not-ready', 'nurse-umcu'],
      ['receipt', 'accepted', 'nurse-umcu'],
      ['bedside', 'accepted', 'nurse-umcu'],
      ['use', 'accepted', 'investigator-umcu'],
    ]);
    await refused(pharmacy(participantId, productCode, 'discard'), 'product-not-ready');
  });

  it('is refused for anybody else, by another site, when unknown and when misread, and every scan but the last stays', async () => {
    const [one, other] = [await umcu.randomised(), await umcu.randomised()];
    const { productCode } = await prepare(one);
    await refused(bedside(other, productCode, 'receipt'), 'product-not-for-participant');
    await refused(bedside(one, '0000000000000', 'receipt'), 'product-unknown');
    await refused(bedside(one, productCode, 'receipt', { ...NURSE, sites: ['UMCN'] }), 'product-unknown');
    await refused(
      bedside(one, `${productCode.slice(0, 12)}${(Number(productCode[12]) + 1) % 10}`, 'receipt'),
      'product-code-unreadable',
    );
    const key = keyed('a wrong product');
    const again = () => bedside(other, productCode, 'bedside', { ...NURSE, ...key });
    await refused(again(), 'product-not-for-participant');
    await refused(again(), 'product-not-for-participant');
    expect(await scansOf(other)).toEqual([
      ['receipt', 'product-not-for-participant', 'nurse-umcu'],
      ['bedside', 'product-not-for-participant', 'nurse-umcu'],
    ]);
    expect(await scansOf(one)).toEqual([['receipt', 'product-unknown', 'nurse-umcu']]);
  });

  it('given without a scan, too late or to somebody else is on record as it happened', async () => {
    const [unscanned, meant, given] = [await umcu.randomised(), await umcu.randomised(), await umcu.randomised()];
    await treat(unscanned);
    await used(unscanned, 'product-not-scanned');
    const productCode = await handedOver(meant);
    await treat(given, productCode);
    await used(given, 'product-not-for-participant');
    const [product] = (await traced(given)).products;
    expect(product).toMatchObject({ productCode, given: true });
    expect((await traced(meant)).products).toMatchObject([{ productCode, given: false }]);
    await refused(
      service.send(
        recordAdministration,
        { trialId: 'MANUS', participantId: meant, limb: 'left', injections: injections(), productCode: '123' },
        umcu.who,
      ),
      'product-code-unreadable',
    );
  });

  it('of a stopped batch goes no further, and every recipient is a task of the unblinded until it is done', async () => {
    const treated = await umcu.randomised();
    const productCode = await handedOver(treated);
    await treat(treated, productCode);
    await used(treated, 'accepted');
    const arm = await armOf(treated);
    let ready = await umcu.randomised();
    let { productCode: readyCode, batchNumber } = await prepare(ready);
    while ((await armOf(ready)) !== arm) {
      ready = await umcu.randomised();
      ({ productCode: readyCode, batchNumber } = await prepare(ready));
    }
    await pharmacy(ready, readyCode, 'thaw');
    await pharmacy(ready, readyCode, 'release', SECOND_PHARMACIST);

    await eventually(async () => {
      const consented = new Set((await service.said(participantConsented)).map(({ participantId }) => participantId));
      expect(await service.rows('select from vault.consented_version')).toHaveLength(consented.size);
    });
    const written = () => service.rows<{ rows: number }>('select count(*)::int as rows from vault.audit_entry');
    const [before] = await written();
    await changed(batchNumber, 'quarantined');
    // One status, sealed, and nothing that counts recipients.
    expect((await written())[0]?.rows).toBe((before?.rows ?? 0) + 1);
    await refused(bedside(ready, readyCode, 'receipt'), 'product-not-ready');
    const ofBatch = async () => (await followUps()).filter((task) => task.batchNumber === batchNumber);
    const about = (participantId: string, code: string, given: boolean, because = 'quarantined') =>
      expect.objectContaining({
        batchNumber,
        because,
        account: ACCOUNT,
        siteId: 'UMCU',
        participantId,
        productCode: code,
        given,
      }) as object;
    expect(await ofBatch()).toEqual(
      expect.arrayContaining([about(treated, productCode, true), about(ready, readyCode, false)]),
    );

    // Closed, they are closed; given all the same, somebody is a task again; stopped for good, everybody is.
    const closing = async (task: { followUpId: string }) =>
      service.send(closeFollowUp, { trialId: 'MANUS', followUpId: task.followUpId, account: 'seen, well' }, LATER);
    const tasks = await ofBatch();
    for (const task of tasks) expect(await closing(task)).toHaveProperty('ok');
    expect(await ofBatch()).toEqual([]);
    for (const task of tasks) await refused(closing(task), 'follow-up-unknown');
    await treat(ready, readyCode);
    await used(ready, 'product-not-ready');
    expect(await ofBatch()).toEqual([about(ready, readyCode, true)]);
    await changed(batchNumber, 'recalled');
    expect(await ofBatch()).toHaveLength(tasks.length);
    expect(await ofBatch()).toContainEqual(about(treated, productCode, true, 'recalled'));
    await changed(batchNumber, 'recalled', { results: { sterility: 'failed' } });
    expect(await ofBatch()).toHaveLength(tasks.length);
  });

  it('goes by what is committed, not by whose clock is ahead: steps count, and a stop stops', async () => {
    for (const arm of ['msc', 'placebo'] as const) await released(arm);
    const participantId = await umcu.randomised();
    const { productCode, batchNumber } = await prepare(participantId);
    await pass(10);
    await pharmacy(participantId, productCode, 'thaw');
    await pass(-10);
    expect(await pharmacy(participantId, productCode, 'release', SECOND_PHARMACIST)).toHaveProperty('ok');
    await pass(10);
    await changed(batchNumber, 'quarantined');
    await pass(-10);
    await refused(bedside(participantId, productCode, 'receipt'), 'product-not-ready');
    await pass(10);
  });

  it('is judged by what stood when it was given, not by what has become of its batch since', async () => {
    for (const arm of ['msc', 'placebo'] as const) await released(arm);
    const participantId = await umcu.randomised();
    const { productCode, batchNumber } = await prepare(participantId);
    await pharmacy(participantId, productCode, 'thaw');
    await pharmacy(participantId, productCode, 'release', SECOND_PHARMACIST);
    await bedside(participantId, productCode, 'receipt');
    await bedside(participantId, productCode, 'bedside');
    const started = now.add({ minutes: 1 });
    await pass(40);
    await changed(batchNumber, 'quarantined');
    await umcu.treat(participantId, started.toString(), productCode);
    await used(participantId, 'accepted');
    expect((await followUps()).map((task) => [task.participantId, task.given])).toContainEqual([participantId, true]);
  });

  it('is neither prepared nor handed over for somebody who has left or was treated, and reaches the next site as what it is', async () => {
    for (const arm of ['msc', 'placebo'] as const) await released(arm);
    const [leaves, stays] = [await umcu.randomised(), await umcu.randomised()];
    const { productCode } = await prepare(leaves);
    await service.ask(
      endParticipation,
      {
        trialId: 'MANUS',
        participantId: leaves,
        as: 'withdrawn',
        endedAt: now.toString(),
        reason: 'no',
        continues: { safetyContact: true, furtherData: false, storedSamples: true },
      },
      umcu.who,
    );
    await eventually(async () =>
      expect(
        await service.rows('select 1 from vault.participation_end where participant_id = $1', [leaves]),
      ).toHaveLength(1),
    );
    await refused(pharmacy(leaves, productCode, 'thaw'), 'not-in-follow-up');
    expect(await pharmacy(leaves, productCode, 'discard')).toHaveProperty('ok');
    await refused(
      service.send(prepareProduct, { trialId: 'MANUS', participantId: leaves }, PHARMACIST),
      'not-in-follow-up',
    );

    // A product of this site is injected at the next one: known there for what it is, and used up here.
    const { productCode: own } = await prepare(stays);
    const elsewhere = await umcn.randomised();
    await pass(30);
    await umcn.treat(elsewhere, now.subtract({ minutes: 29 }).toString(), own);
    await eventually(async () =>
      expect(
        await service.rows('select outcome from vault.product_scan where participant_id = $1', [elsewhere]),
      ).toEqual([{ outcome: 'product-not-for-participant' }]),
    );
    await refused(pharmacy(stays, own, 'thaw'), 'product-not-ready');
    const { recipients } = await donorTrace(await armOf(stays));
    expect(recipients).toContainEqual(
      expect.objectContaining({ participantId: elsewhere, productCode: own, given: true }),
    );
    await refused(
      service.send(prepareProduct, { trialId: 'MANUS', participantId: elsewhere }, { ...PHARMACIST, sites: ['UMCN'] }),
      'already-treated',
    );
  });
  const donorTrace = (arm: Arm) =>
    service.ask(traceDonor, { trialId: 'MANUS', donorCode: DONORS[arm], reason: REASON, limit: 200 }, LATER);

  it('that nobody scanned is named afterwards, and its recipient is found from then on', async () => {
    for (const arm of ['msc', 'placebo'] as const) await released(arm);
    const participantId = await umcu.randomised();
    const productCode = await handedOver(participantId);
    await treat(participantId);
    await used(participantId, 'product-not-scanned');
    expect(await traced(participantId)).toMatchObject({
      products: [{ productCode, given: false }],
      unscanned: [{ step: 'use', outcome: 'product-not-scanned' }],
    });
    const naming = { trialId: 'MANUS', participantId, productCode, reason: 'the label is on the empty syringe' };
    await service.ask(identifyGivenProduct, naming, PHARMACIST);
    expect((await traced(participantId)).products).toMatchObject([{ productCode, given: true }]);
    await refused(service.send(identifyGivenProduct, naming, PHARMACIST), 'product-not-ready');
    const other = await prepare(await umcu.randomised());
    await refused(
      service.send(identifyGivenProduct, { ...naming, productCode: other.productCode }, PHARMACIST),
      'nothing-to-identify',
    );
  });

  it('is traced from the donor to everybody and back, at every site, and whoever looks is on record', async () => {
    const elsewhere = await umcn.randomised();
    const { productCode, batchNumber } = await prepare(elsewhere, { ...PHARMACIST, sites: ['UMCN'] });
    const donors = await Promise.all(
      Object.values(DONORS).map((donorCode) =>
        service.ask(traceDonor, { trialId: 'MANUS', donorCode, reason: REASON }, LATER),
      ),
    );
    const recipients = donors.flatMap((trace) => trace.recipients);
    expect(recipients).toContainEqual({
      batchNumber,
      productCode,
      siteId: 'UMCN',
      participantId: elsewhere,
      given: false,
    });
    const products = await service.rows<{ code: string }>(
      `select code from vault.product where not exists (select from vault.product_scan scan
         where scan.code = product.code and scan.step = 'discard' and outcome = 'accepted')`,
    );
    expect(new Set(recipients.map((recipient) => recipient.productCode))).toEqual(
      new Set(products.map(({ code }) => code)),
    );
    const readings = await service.rows(
      `select subject from vault.product_reading where read_by = 'pharmacovigilance' and reason = $1`,
      [REASON],
    );
    expect(readings).toEqual(
      expect.arrayContaining(Object.values(DONORS).map((code) => ({ subject: `donor ${code}` }))),
    );
    const disclosures = await service.rows(`select 1 from vault.disclosure where disclosed_to = 'pharmacovigilance'`);
    expect(disclosures.length).toBeGreaterThan(0);
    await refused(
      service.send(traceParticipant, { trialId: 'MANUS', participantId: elsewhere, reason: REASON }, PHARMACIST),
      'not-allocated',
    );
  });

  it('past its time is refused, and given past it is on record', async () => {
    for (const arm of ['msc', 'placebo'] as const) await released(arm);
    const [late, refusedOne] = [await umcu.randomised(), await umcu.randomised()];
    const lateCode = await handedOver(late);
    const { productCode } = await prepare(refusedOne);
    await pharmacy(refusedOne, productCode, 'thaw');
    await pharmacy(refusedOne, productCode, 'release', SECOND_PHARMACIST);
    await treat(late, lateCode, 4 * 60 + 10);
    await refused(bedside(refusedOne, productCode, 'receipt'), 'product-past-its-time');
    await used(late, 'product-past-its-time');
  });

  it('looks the same in every arm: lengths of what is stored, and the scans of whoever went the whole way', async () => {
    for (const arm of ['msc', 'placebo'] as const) await released(arm);
    const shapes = new Map<Arm, Set<string>>();
    while (shapes.size < 2) {
      const participantId = await umcu.randomised();
      const productCode = await handedOver(participantId);
      await treat(participantId, productCode);
      await used(participantId, 'accepted');
      const [shape] = await service.rows<{ shape: string }>(
        `select jsonb_build_array(octet_length(product::text), octet_length(sealed_batch), (
             select jsonb_agg(jsonb_build_array(step, outcome, octet_length(scan::text) - length(sequence::text),
                      scan.usable_until - product.prepared_at, scan.scanned_at - product.prepared_at) order by sequence)
               from vault.product_scan scan where scan.code = product.code))::text as shape
           from vault.product where code = $1`,
        [productCode],
      );
      const arm = await armOf(participantId);
      shapes.set(arm, (shapes.get(arm) ?? new Set()).add(shape?.shape ?? ''));
    }
    expect(shapes.get('msc')).toEqual(shapes.get('placebo'));
    const sizes = await service.rows('select distinct octet_length(sealed_content), length(number) from vault.batch');
    const accounts = await service.rows('select distinct octet_length(sealed_account) from vault.batch_status');
    expect([sizes.length, accounts.length]).toEqual([1, 1]);
  });

  it('leaves none of the words about a batch in clear', async () => {
    expect(await whereStands(service, ACCOUNT)).toEqual([]);
  });

  it('leaves no arm in clear, and a donor only where it is said who looked', async () => {
    expect(await whereStands(service, ANY_ARM)).toEqual([]);
    const donors = Object.values(DONORS).join('|');
    expect(await whereStands(service, donors)).toEqual(['vault.audit_entry', 'vault.product_reading']);
    const audited = await service.rows(
      `select distinct table_name from vault.audit_entry entry where row_to_json(entry)::text ~ $1`,
      [donors],
    );
    expect(audited).toEqual([{ table_name: 'product_reading' }]);
  });
});
