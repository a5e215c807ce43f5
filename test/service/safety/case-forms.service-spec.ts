import { createHash, randomUUID } from 'node:crypto';
import { readCaseForm, signCaseForm } from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { readPdf } from '../../icsr/read-pdf.js';
import { bootService, type BootedService } from '../../support/service.js';
import { CasesOfSafety, PHYSICIAN } from './cases-of-safety.js';

const FRESH = { ...PHYSICIAN, signedInSecondsAgo: 10 };

describe('the CIOMS form of a case', () => {
  let safety: BootedService;
  let cases: CasesOfSafety;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    cases = new CasesOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const formOf = async (caseId: string) => {
    const { base64, ...form } = await safety.ask(readCaseForm, { trialId: 'MANUS', caseId, number: 1 }, PHYSICIAN);
    const bytes = Buffer.from(base64, 'base64');
    expect(form.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    return { ...form, read: await readPdf(bytes) };
  };

  it('is a blinded draft, the same bytes each time, until somebody signs it', async () => {
    const { caseId, safetyReportId } = await cases.aCase();
    const form = await formOf(caseId);
    expect(form).toMatchObject({ fileName: `${safetyReportId}-1.pdf`, mediaType: 'application/pdf' });
    expect((await formOf(caseId)).sha256).toBe(form.sha256);
    expect(form.read.pages[0]?.stamps).toMatch(/BLINDED COPY. DRAFT/);
    const texts = form.read.pages[0]?.elements.map(({ text }) => text.trim()) ?? [];
    expect(texts[texts.indexOf('14 Suspect drugs') + 1]).toMatch(/^Blinded: /);
  });

  it('CI-3, CI-5: once signed says so and is no draft; the hash of what was signed is in the audit trail', async () => {
    const { caseId } = await cases.aCase();
    const signed = await safety.ask(signCaseForm, { trialId: 'MANUS', caseId, number: 1 }, FRESH);
    const form = await formOf(caseId);
    expect(form.sha256).toBe(signed.sha256);
    expect(form.read.pages[0]?.stamps).toContain(`Signed ${signed.signedAt.replace('.000', '')} by safety-physician`);
    expect(form.read.pages[0]?.stamps).not.toContain('DRAFT');
    const trail = await safety.rows(
      `select actor, after ->> 'form_sha256' as hash from safety.audit_entry where table_name = 'case_signature' and after ->> 'case_id' = '${caseId}'`,
    );
    expect(trail).toEqual([{ actor: 'safety-physician', hash: signed.sha256 }]);
  });

  it('is signed once, by somebody who has just shown who they are', async () => {
    const { caseId } = await cases.aCase();
    const at = { trialId: 'MANUS', caseId, number: 1 };
    expect(await safety.send(signCaseForm, at, PHYSICIAN)).toMatchObject({ rejection: { code: 'sign-in-not-fresh' } });
    await safety.ask(signCaseForm, at, FRESH);
    const again = await safety.send(signCaseForm, at, FRESH);
    expect(again).toMatchObject({ rejection: { code: 'case-form-already-signed' } });
  });

  it('is refused when it is too large for an answer, and when there is no such version', async () => {
    const { caseId } = await cases.aCase(undefined, { narrative: '漢'.repeat(10_000) });
    const at = { trialId: 'MANUS', caseId, number: 1 };
    for (const reply of [await safety.send(readCaseForm, at, PHYSICIAN), await safety.send(signCaseForm, at, FRESH)]) {
      expect(reply).toMatchObject({ rejection: { code: 'case-form-too-large' } });
    }
    for (const wrong of [{ number: 2 }, { caseId: randomUUID() }]) {
      const unknown = { rejection: { code: 'case-unknown' } };
      expect(await safety.send(readCaseForm, { ...at, ...wrong }, PHYSICIAN)).toMatchObject(unknown);
      expect(await safety.send(signCaseForm, { ...at, ...wrong }, FRESH)).toMatchObject(unknown);
    }
  });
});
