import { createHash, randomUUID } from 'node:crypto';
import { readCaseForm, signCaseForm } from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { readPdf } from '../../icsr/read-pdf.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { sessionOf, waitingFor } from '../../support/waiting.js';
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

  const draftOf = async (caseId: string) => (await formOf(caseId)).sha256;
  const signing = async (caseId: string) => ({
    ...{ trialId: 'MANUS', caseId, number: 1, draftSha256: await draftOf(caseId) },
  });
  const signed = async (caseId: string) => safety.ask(signCaseForm, await signing(caseId), FRESH);
  const broken = (statement: string, ...parameters: unknown[]) =>
    asSuperuser(safety.database, async (client) => {
      await client.query('set search_path = safety; set session_replication_role = replica');
      await client.query(statement, parameters);
    });

  it('CI-3, CI-5: once signed says so and is no draft; what was read and what was signed are in the audit trail', async () => {
    const { caseId } = await cases.aCase();
    const request = await signing(caseId);
    const signature = await safety.ask(signCaseForm, request, FRESH);
    const form = await formOf(caseId);
    expect(form.sha256).toBe(signature.sha256);
    expect(form.read.pages[0]?.stamps).toContain(
      `Signed ${signature.signedAt.replace('.000', '')} by safety-physician`,
    );
    expect(form.read.pages[0]?.stamps).not.toContain('DRAFT');
    const trail = await safety.rows(
      `select actor, after ->> 'form_sha256' as form, after ->> 'draft_sha256' as draft from safety.audit_entry
        where table_name = 'case_signature' and after ->> 'case_id' = '${caseId}'`,
    );
    expect(trail).toEqual([{ actor: 'safety-physician', form: signature.sha256, draft: request.draftSha256 }]);
  });

  it('is shown signed byte by byte as it was signed, whatever would be written today', async () => {
    const { caseId } = await cases.aCase();
    const { sha256 } = await signed(caseId);
    // As if the program wrote the version otherwise by now.
    await broken(
      `update case_version set report = jsonb_set(report, '{narrative}', '"otherwise"') where case_id = $1`,
      caseId,
    );
    expect((await formOf(caseId)).sha256).toBe(sha256);
  });

  it('is not shown when it is not the one that was signed', async () => {
    const { caseId } = await cases.aCase();
    await signed(caseId);
    await broken(`update case_signed_form set file = file || '\\x0a' where case_id = $1`, caseId);
    const asked = { trialId: 'MANUS', caseId, number: 1 };
    expect(await safety.send(readCaseForm, asked, PHYSICIAN)).toEqual({ fault: true });
  });

  it('that was signed before forms were kept is made anew, and shown where it is the same', async () => {
    const { caseId } = await cases.aCase();
    const { sha256 } = await signed(caseId);
    await broken('delete from case_signed_form where case_id = $1', caseId);
    expect((await formOf(caseId)).sha256).toBe(sha256);
    await broken(
      `update case_version set report = jsonb_set(report, '{narrative}', '"otherwise"') where case_id = $1`,
      caseId,
    );
    const asked = { trialId: 'MANUS', caseId, number: 1 };
    expect(await safety.send(readCaseForm, asked, PHYSICIAN)).toEqual({ fault: true });
  });

  it('is kept where nobody of the service can change it or take it away', async () => {
    const mayWrite = await safety.rows<{ can: boolean }>(
      `select bool_or(has_table_privilege('safety', name, what)) as can
         from unnest('{case_signature,case_signed_form}'::text[]) name, unnest('{update,delete,truncate}'::text[]) what`,
    );
    expect(mayWrite).toEqual([{ can: false }]);
  });

  it('is signed as it was read, and not another', async () => {
    const { caseId } = await cases.aCase();
    const request = { ...(await signing(caseId)), draftSha256: await draftOf((await cases.aCase()).caseId) };
    expect(await safety.send(signCaseForm, request, FRESH)).toMatchObject({
      rejection: { code: 'case-form-not-as-read', field: 'draftSha256' },
    });
    expect((await formOf(caseId)).read.pages[0]?.stamps).toContain('DRAFT');
  });

  it('is signed once, by somebody who has just shown who they are', async () => {
    const { caseId } = await cases.aCase();
    const at = await signing(caseId);
    expect(await safety.send(signCaseForm, at, PHYSICIAN)).toMatchObject({ rejection: { code: 'sign-in-not-fresh' } });
    await safety.ask(signCaseForm, at, FRESH);
    const twice = { rejection: { code: 'case-form-already-signed' } };
    expect(await safety.send(signCaseForm, await signing(caseId), FRESH)).toMatchObject(twice);
  });

  it('is signed by one of two people at once', async () => {
    const { caseId } = await cases.aCase();
    const at = await signing(caseId);
    const reply = await asSuperuser(safety.database, async (client) => {
      await client.query('set search_path = safety; set session_replication_role = replica; begin');
      await client.query(
        `insert into case_signature (case_id, number, trial_id, site_id, participant_id, form_sha256, signed_by, signed_at)
         select id, 1, trial_id, site_id, participant_id, '', 'another', now() from safety_case where id = $1`,
        [caseId],
      );
      const asked = safety.send(signCaseForm, at, FRESH);
      await waitingFor(safety.database, [await sessionOf(client)]);
      await client.query('commit');
      return asked;
    });
    expect(reply).toMatchObject({ rejection: { code: 'case-form-already-signed' } });
  });

  it('is refused when it is too large for an answer, and when there is no such version', async () => {
    const { caseId } = await cases.aCase(undefined, { narrative: '漢'.repeat(10_000) });
    const at = { trialId: 'MANUS', caseId, number: 1 };
    const draftSha256 = '0'.repeat(64);
    for (const reply of [
      await safety.send(readCaseForm, at, PHYSICIAN),
      await safety.send(signCaseForm, { ...at, draftSha256 }, FRESH),
    ]) {
      expect(reply).toMatchObject({ rejection: { code: 'case-form-too-large' } });
    }
    for (const wrong of [{ number: 2 }, { caseId: randomUUID() }]) {
      const unknown = { rejection: { code: 'case-unknown' } };
      expect(await safety.send(readCaseForm, { ...at, ...wrong }, PHYSICIAN)).toMatchObject(unknown);
      expect(await safety.send(signCaseForm, { ...at, draftSha256, ...wrong }, FRESH)).toMatchObject(unknown);
    }
  });
});
