import { createHash, randomUUID } from 'node:crypto';
import {
  addCaseVersion,
  closeExpeditedAssessment,
  correctSubmission,
  listRegulatorVersions,
  type makeRegulatorVersion,
  openRegulatorCopy,
  openRegulatorForm,
  operations,
  operationsOf,
  readCase,
  readCaseCopy,
  readCaseForm,
  submitRegulatorVersion,
  type CaseView,
  type RequestOf,
} from '@trial/contracts';
import { type CaseReceiver } from '../../support/case-receiver.mjs';
import { eventually } from '../../support/eventually.js';
import { readPdf } from '../../icsr/read-pdf.js';
import type { BootedService } from '../../support/service.js';
import { OFFICER, PHYSICIAN } from './cases-of-safety.js';
import { CELLS, disclosed, heardOfClocks, LOT, type RegulatorDesk } from './regulator.js';
import { faultsIn, receivedOf, Regulators } from './regulators.js';

describe('what is made for a regulator', () => {
  let regulators: Regulators;
  let accepting: CaseReceiver;
  let safety: BootedService;
  let desk: RegulatorDesk;
  beforeAll(async () => {
    regulators = await Regulators.start();
    ({ accepting, safety, desk } = regulators);
  });
  afterAll(() => regulators.stop());

  const later = () => regulators.later();
  const aCase = () => regulators.aCase();

  describe('a version for the regulator', () => {
    it('says what was given, to nobody but the officer who opens it, and that is on record', async () => {
      const opened = await aCase();
      expect(await desk.made(opened, disclosed())).toBe(1);
      const copy = await desk.copyOf(opened, 1);
      expect(copy.text).toContain(CELLS);
      expect(copy.text).toContain(LOT);
      expect(faultsIn(copy.text)).toEqual([]);
      const again = await desk.copyOf(opened, 1);
      expect([again.text, again.sha256]).toEqual([copy.text, copy.sha256]);
      expect(
        await safety.rows('select opened_by, reason from unblinded.copy_opening where case_id = $1', [opened.caseId]),
      ).toEqual(Array(2).fill({ opened_by: 'pharmacovigilance-officer', reason: 'to be read before it leaves' }));
      const blinded = await safety.ask(readCaseCopy, { trialId: 'MANUS', caseId: opened.caseId, number: 1 }, PHYSICIAN);
      expect(blinded.text).not.toMatch(new RegExp(`${CELLS}|${LOT}`));
    });

    it('is a form too, which says what was given to the officer alone, and that is on record', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      const { openingId, base64, ...form } = await desk.formOf(opened, 1);
      const bytes = Buffer.from(base64, 'base64');
      expect(form).toEqual({
        ...{ fileName: `${opened.safetyReportId}-regulator-1.pdf`, mediaType: 'application/pdf' },
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      const textOf = ({ pages }: Awaited<ReturnType<typeof readPdf>>) =>
        pages.flatMap(({ elements, stamps }) => [stamps, ...elements.map(({ text }) => text)]).join(' ');
      const shown = textOf(await readPdf(bytes));
      expect([shown.includes('Example cells'), shown.includes(LOT)]).toEqual([true, false]);
      expect(shown).toContain('FOR THE AUTHORITY ALONE, MAY CONTAIN UNBLINDED INFORMATION');
      expect(shown).not.toContain('DRAFT');
      expect((await desk.formOf(opened, 1)).sha256).toBe(form.sha256);
      expect(
        await safety.rows('select opened_by, reason from unblinded.copy_opening where id = $1', [openingId]),
      ).toEqual([{ opened_by: 'pharmacovigilance-officer', reason: 'to be printed for the file' }]);

      const blinded = await safety.ask(readCaseForm, { trialId: 'MANUS', caseId: opened.caseId, number: 1 }, PHYSICIAN);
      const read = textOf(await readPdf(Buffer.from(blinded.base64, 'base64')));
      expect([read.includes('Example cells'), read.includes('Blinded: ')]).toEqual([false, true]);
    });

    it('is no form where the file would be too large for an answer, whatever was given', async () => {
      const opened = await aCase();
      await desk.made(opened, { ...disclosed(), narrative: '漢'.repeat(10_000) });
      const asked = { trialId: 'MANUS', caseId: opened.caseId, number: 1, reason: 'to be printed' };
      expect(await safety.send(openRegulatorForm, asked, OFFICER)).toMatchObject({
        rejection: { code: 'case-form-too-large', rule: 'a form has at most 187500 bytes' },
      });
    });

    it('is blinded while nobody has opened the code, and says that it is', async () => {
      const opened = await aCase();
      await desk.made(opened);
      expect((await desk.copyOf(opened, 1)).text).toContain('Blinded: ');
    });

    it('is made for unblinded roles only', () => {
      const named = operations.filter(
        ({ service, route }) => service === 'unblinded' && /\/(cases|acknowledgements)\b/.test(route),
      );
      expect(named).toHaveLength(10);
      expect([...new Set(named.flatMap(({ roles }) => roles))]).toEqual(['pharmacovigilance-officer']);
    });

    it.each<[string, Partial<RequestOf<typeof makeRegulatorVersion>>]>([
      ['version-out-of-order', { kind: 'follow-up' }],
      ['disclosure-missing', { product: { name: 'Example cells' } }],
      ['case-unknown', { basedOn: 2 }],
      ['case-unknown', { caseId: randomUUID() }],
      ['version-conflict', { expectedVersion: 1 }],
      ['received-in-future', { receivedOn: '2025-03-04' }],
    ])('is refused with %s', async (code, more) => {
      const opened = await aCase();
      expect(await desk.make(opened, more)).toMatchObject({ rejection: { code } });
      expect(
        await safety.rows('select 1 from unblinded.regulator_version where case_id = $1', [opened.caseId]),
      ).toEqual([]);
    });

    it('is the initial one once, and one of two that are made at once', async () => {
      const opened = await aCase();
      const replies = await Promise.all([desk.make(opened), desk.make(opened)]);
      expect(
        replies.map((reply) => ('ok' in reply ? 'made' : 'rejection' in reply && reply.rejection.code)).sort(),
      ).toEqual(['made', 'version-conflict']);
      await later();
      expect(await desk.make(opened, { expectedVersion: 1 })).toMatchObject({
        rejection: { code: 'version-out-of-order' },
      });
      expect(await desk.make(opened, { expectedVersion: 1, kind: 'amendment' })).toMatchObject({
        rejection: { code: 'reason-missing' },
      });
    });

    it('discloses what was disclosed before, by the same disclosure, and is never made from less than was known', async () => {
      const opened = await aCase();
      const told = disclosed();
      await desk.made(opened, told);
      await later();
      const at = { trialId: 'MANUS', caseId: opened.caseId };
      const more = { kind: 'follow-up' as const, receivedOn: '2025-03-04', reason: 'more is known' };
      await safety.ask(addCaseVersion, { ...at, expectedVersion: 1, ...more }, { ...PHYSICIAN, reason: more.reason });
      expect(await desk.made(opened, { basedOn: 2, expectedVersion: 1, kind: 'follow-up' })).toBe(2);
      const { text } = await desk.copyOf(opened, 2);
      expect([text.includes(CELLS), text.includes(LOT)]).toEqual([true, true]);
      const { versions } = await safety.ask(listRegulatorVersions, at, OFFICER);
      expect(versions.map(({ disclosureId }) => disclosureId)).toEqual(Array(2).fill(told.disclosureId));
      await later();
      expect(await desk.make(opened, { basedOn: 1, expectedVersion: 2, kind: 'follow-up' })).toMatchObject({
        rejection: { code: 'version-out-of-order', field: 'basedOn' },
      });
    });

    it('is of one site: an officer of another knows neither case nor version', async () => {
      const opened = await aCase();
      await desk.made(opened);
      const elsewhere = { ...OFFICER, sites: ['LUMC'] };
      const at = { trialId: 'MANUS', caseId: opened.caseId };
      const asked = [
        safety.send(listRegulatorVersions, at, elsewhere),
        safety.send(openRegulatorCopy, { ...at, number: 1, reason: 'curious' }, elsewhere),
        safety.send(openRegulatorForm, { ...at, number: 1, reason: 'curious' }, elsewhere),
        safety.send(submitRegulatorVersion, { ...at, number: 1, receiver: 'FOLDER' }, elsewhere),
      ];
      for (const reply of await Promise.all(asked))
        expect(reply).toMatchObject({ rejection: { code: 'case-unknown' } });
    });
  });

  describe('a case that turns out to be placebo', () => {
    /** All the blinded can ask about a case, and all that is kept of it on their side. */
    const blindedSide = async ({ caseId, adverseEventId }: CaseView): Promise<string> => {
      const at = { trialId: 'MANUS', caseId };
      return JSON.stringify([
        await safety.ask(readCase, at, PHYSICIAN),
        await safety.ask(readCaseCopy, { ...at, number: 1 }, PHYSICIAN),
        await safety.rows('select * from case_version where case_id = $1', [caseId]),
        await safety.rows('select * from audit_entry where row_id like $1 order by id', [`%${caseId}%`]),
        await safety.rows('select * from adverse_event where id = $1', [adverseEventId]),
        await safety.rows(`select count(*) from outbox_archive`),
        await safety.rows(`select count(*) from audit_entry`),
      ]);
    };

    it('is nullified for the regulator and leaves the side of the blinded as it was, byte by byte', async () => {
      const opened = await aCase();
      await eventually(async () => expect(await safety.rows('select 1 from outbox_message')).toEqual([]));
      const before = await blindedSide(opened);
      await desk.made(opened);
      await desk.submit(opened, 1, 'ACCEPTS');
      await desk.until(opened, 'accepted');
      await later();
      const withdrawal = 'The participant was given the vehicle';
      const next = { expectedVersion: 1, kind: 'nullification' as const, withdrawal, receivedOn: '2025-03-04' };
      expect(await desk.made(opened, next)).toBe(2);
      await desk.submit(opened, 2, 'ACCEPTS');
      await eventually(async () =>
        expect((await desk.submissionsOf(opened)).map(({ state }) => state)).toEqual(['accepted', 'accepted']),
      );
      const [, last] = receivedOf(accepting, opened);
      expect(last?.text).toContain(withdrawal);
      const { versions } = await safety.ask(
        listRegulatorVersions,
        { trialId: 'MANUS', caseId: opened.caseId },
        OFFICER,
      );
      expect(versions).toMatchObject([{ kind: 'initial' }, { kind: 'nullification', withdrawal }]);
      expect(await blindedSide(opened)).toBe(before);
      await later();
      expect(await desk.make(opened, { expectedVersion: 2, kind: 'follow-up' })).toMatchObject({
        rejection: { code: 'case-nullified' },
      });
      // For the blinded it goes on.
      const more = { kind: 'follow-up' as const, receivedOn: '2025-03-04', reason: 'more is known' };
      await safety.ask(
        addCaseVersion,
        { trialId: 'MANUS', caseId: opened.caseId, expectedVersion: 1, ...more },
        { ...PHYSICIAN, reason: more.reason },
      );
    });
  });

  it('is nothing operations could count', async () => {
    const administrator = { actor: 'administrator', role: 'administrator' };
    const { progress, auditVerification } = operationsOf('unblinded');
    const looks = async () => [
      await safety.ask(progress, {}, administrator),
      await safety.ask(auditVerification, {}, administrator),
    ];
    const sentAll = () =>
      eventually(async () => expect(await safety.rows('select 1 from unblinded.outbox_message')).toEqual([]));
    const opened = await aCase();
    const { participantId, adverseEventId } = opened;
    await heardOfClocks(safety);
    await sentAll();
    const before = await looks();
    await desk.made(opened, disclosed());
    await desk.submit(opened, 1, 'ACCEPTS');
    await desk.until(opened, 'accepted');
    await sentAll();
    expect(await looks()).toEqual(before);
    expect(before[1]).toEqual({ intact: true, findings: [] });
    const closing = { trialId: 'MANUS', participantId, adverseEventId, clock: 'susar-other', reason: 'answered' };
    await safety.ask(closeExpeditedAssessment, closing, OFFICER);
    await sentAll();
    const { sent } = await safety.ask(progress, {}, administrator);
    expect(sent.map(({ sequence, type }) => [sequence, type])).toEqual([[1, 'safety.expedited-assessment.closed.v1']]);
  });

  describe('at rest', () => {
    it('has nothing in clear of what was given, why it was withdrawn, or what the receiver said', async () => {
      const opened = await aCase();
      await desk.made(opened, disclosed());
      await desk.submit(opened, 1, 'REJECTS');
      const { submissionId } = await desk.until(opened, 'rejected');
      const correction = { trialId: 'MANUS', caseId: opened.caseId, submissionId, number: 1 };
      const corrected = await safety.ask(correctSubmission, correction, OFFICER);
      const hashes = corrected.attempts.map(({ sha256 = '' }) => sha256);
      expect(hashes.map((hash) => hash.length)).toEqual([64, 64]);
      await later();
      const withdrawal = 'given the vehicle after all';
      await desk.made(opened, { expectedVersion: 1, kind: 'nullification', withdrawal, receivedOn: '2025-03-04' });
      const tables = await safety.rows<{ name: string }>(
        `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('safety', 'unblinded')`,
      );
      expect(tables.length).toBeGreaterThan(30);
      for (const { name } of tables) {
        const rows = await safety.rows<{ row: string }>(`select to_jsonb(kept)::text as row from ${name} kept`);
        const text = rows.map(({ row }) => row).join('\n');
        for (const secret of [
          CELLS,
          LOT,
          withdrawal,
          'No product of that name',
          'injection of example cells',
          ...hashes,
        ])
          for (const spelling of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')])
            expect([name, text.includes(spelling)]).toEqual([name, false]);
      }
    });
  });
});
