import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answerSafetyContact,
  assessEligibility,
  breakCode,
  databaseLocked,
  discloseAllocation,
  endParticipation,
  listUnblindingReports,
  openUnblindingAccount,
  randomiseParticipant,
  readDatabaseLock,
  readListCommitment,
  readUnblindedRows,
  correctTreatmentTime,
  recordAdministration,
  recordDose,
  recordNonTreatment,
  recordConsent,
  reportUnblinding,
  roles,
  screenParticipant,
  signDatabaseLock,
  takeBackNonTreatment,
  unblindTrial,
  type Operation,
  type ReportUnblindingCommand,
  type UnblindedRowPage,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { verdicts, VERIFIERS } from '../../verifiers/verdicts.js';
import { answers, Enrolling, injections, keyed, PHARMACIST, STATISTICIAN } from './enrol.js';
import { trialsFolder } from './trial-files.js';
import { ANY_ARM, whereStands } from './where-stands.js';

const SITES = ['UMCU', 'UMCN'];
const aSigner = (role: string, more: Partial<Context> = {}): Partial<Context> => ({
  actor: role,
  role,
  organisation: 'sponsor',
  sites: ['UMCU'],
  signedInSecondsAgo: 10,
  ...more,
});
const DATA_MANAGER = aSigner('data-manager');
const MONITOR = aSigner('monitor');
const DSMB = aSigner('dsmb-statistician');

/** What the tool makes of pages that were saved as they came. */
function bundled(listId: string, pages: readonly UnblindedRowPage[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  const files = pages.map((page, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(page));
    return file;
  });
  const tool = join(import.meta.dirname, '../../../apps/randomisation/tools/bundle-list.mjs');
  const options = ['--trial', 'MANUS', '--list', listId];
  const { stdout, stderr, status } = spawnSync(process.execPath, [tool, ...options, ...files], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

describe('unblinding', () => {
  let service: BootedService;
  let umcu: Enrolling;
  let umcn: Enrolling;

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

  describe('by accident', () => {
    const WORDS = 'the syringe was cloudy, so this is the msc arm and not placebo';
    const reporting = (more: Partial<ReportUnblindingCommand> = {}): ReportUnblindingCommand => ({
      trialId: 'MANUS',
      how: 'saw-product',
      account: WORDS,
      occurredAt: BEGINNING,
      ...more,
    });
    const listed = async (who: Partial<Context> = MONITOR) =>
      (await service.ask(listUnblindingReports, { trialId: 'MANUS' }, who)).items;
    const reading = (reportId: string) => ({ trialId: 'MANUS', reportId, reason: 'impact assessment' });
    const OFFICER = aSigner('pharmacovigilance-officer');

    it.each(roles)('is reported by the %s, and the monitor sees that it was, without the words', async (role) => {
      const participantId = randomUUID();
      const who = { actor: `${role}-umcu`, role, ...(role === 'participant' ? { participantId } : {}) };
      const { reportId } = await service.ask(reportUnblinding, reporting({ participantId }), who);
      await eventually(async () =>
        expect(await listed()).toContainEqual({
          reportId,
          siteId: 'UMCU',
          participantId,
          how: 'saw-product',
          occurredAt: BEGINNING,
          reportedBy: `${role}-umcu`,
          role,
          reportedAt: BEGINNING,
        }),
      );
    });

    it('is reported of nobody in particular, by somebody of no site, and everybody who may know knows', async () => {
      const administrator = { actor: 'administrator', role: 'administrator', sites: [] };
      const { reportId } = await service.ask(reportUnblinding, reporting(), administrator);
      for (const sites of [['UMCU'], ['LUMC']])
        await eventually(async () => {
          const report = (await listed({ ...MONITOR, sites })).find((one) => one.reportId === reportId);
          expect(Object.keys(report ?? {}).sort()).toEqual(
            ['how', 'occurredAt', 'reportId', 'reportedAt', 'reportedBy', 'role'].sort(),
          );
        });
    });

    it('is a report of the participant about themselves, whomever they name', async () => {
      const own = randomUUID();
      const who = { actor: 'participant-01', role: 'participant', participantId: own };
      const { reportId } = await service.ask(reportUnblinding, reporting({ participantId: randomUUID() }), who);
      await eventually(async () =>
        expect((await listed()).find((one) => one.reportId === reportId)).toMatchObject({ participantId: own }),
      );
    });

    it('at a site is seen by nobody of another', async () => {
      const { reportId } = await service.ask(reportUnblinding, reporting());
      await eventually(async () => expect((await listed()).map((one) => one.reportId)).toContain(reportId));
      expect((await listed({ ...MONITOR, sites: ['LUMC'] })).map((one) => one.reportId)).not.toContain(reportId);
    });

    it('is refused of a site that is not yours, and of the future', async () => {
      expect(await service.send(reportUnblinding, reporting({ siteId: 'LUMC' }))).toMatchObject({
        rejection: { code: 'site-unknown', field: 'siteId' },
      });
      expect(await service.send(reportUnblinding, reporting({ occurredAt: '2025-03-03T08:00:00.001Z' }))).toMatchObject(
        { rejection: { code: 'unblinding-in-future' } },
      );
    });

    it('is told in words to the unblinded who read them, and each reading is recorded', async () => {
      const key = keyed();
      const { reportId } = await service.ask(reportUnblinding, reporting());
      const read = await service.ask(openUnblindingAccount, reading(reportId), { ...OFFICER, ...key });
      expect(read).toEqual({ reportId, account: WORDS });
      expect(await service.ask(openUnblindingAccount, reading(reportId), { ...OFFICER, ...key })).toEqual(read);
      expect(
        await service.rows('select read_by, reason from vault.unblinding_account_reading where report_id = $1', [
          reportId,
        ]),
      ).toEqual([{ read_by: 'pharmacovigilance-officer', reason: 'impact assessment' }]);
      expect(await service.send(openUnblindingAccount, reading(randomUUID()), OFFICER)).toMatchObject({
        rejection: { code: 'unblinding-report-unknown' },
      });
      expect(await service.send(openUnblindingAccount, reading(reportId), MONITOR)).toMatchObject({
        rejection: { code: 'role-not-allowed' },
      });
    });

    it('stands in words nowhere: an account is ciphertext of one length, bound to its report', async () => {
      const short = await service.ask(reportUnblinding, reporting({ account: 'msc' }));
      const long = await service.ask(reportUnblinding, reporting({ account: '\u{1F9EA}'.repeat(1_000) }));
      expect(await whereStands(service, ANY_ARM)).toEqual([]);
      expect(await whereStands(service, 'cloudy')).toEqual([]);
      expect(await whereStands(service, 'saw-product')).toContain('vault.unblinding_account');
      const lengths = await service.rows(
        'select distinct length(sealed_account) as bytes from vault.unblinding_account',
      );
      expect(lengths).toHaveLength(1);

      await service.rows(
        `set session_replication_role = replica;
         update vault.unblinding_account set sealed_account =
           (select sealed_account from vault.unblinding_account where id = '${long.reportId}')
          where id = '${short.reportId}'`,
      );
      expect(await service.send(openUnblindingAccount, reading(short.reportId), OFFICER)).toEqual({ fault: true });
    });
  });

  describe('of the trial', () => {
    const inTrial = { trialId: 'MANUS' };
    const signing = {
      ...inTrial,
      meaning: 'data-complete-and-verified' as const,
      reason: 'last visit, all queries closed',
    };
    const sign = (who: Partial<Context>) => service.send(signDatabaseLock, signing, who);
    const unblinding = { ...inTrial, reason: 'analysis' };
    const ending = (participantId: string) => ({
      ...inTrial,
      ...{ participantId, as: 'withdrawn' as const, endedAt: BEGINNING, reason: 'end of the trial' },
      continues: { safetyContact: true, furtherData: true, storedSamples: true },
    });
    const people: { site: Enrolling; participantId: string }[] = [];

    beforeAll(async () => {
      for (const site of [umcu, umcn, umcu, umcn, umcu, umcn])
        people.push({ site, participantId: await site.randomised() });
    });

    it('is not possible while people of any site take part, also of a site the signer does not see', async () => {
      for (const { site, participantId } of people.filter(({ site }) => site === umcu))
        await service.ask(endParticipation, ending(participantId), site.who);
      expect(await sign(DATA_MANAGER)).toMatchObject({
        rejection: { code: 'participants-not-ended', rule: expect.stringContaining(' 3 ') as string },
      });
      expect(await service.send(unblindTrial, unblinding, DSMB)).toMatchObject({
        rejection: { code: 'database-not-locked' },
      });
      expect(await service.send(readUnblindedRows, inTrial, DSMB)).toMatchObject({
        rejection: { code: 'trial-not-unblinded' },
      });
      for (const { site, participantId } of people.filter(({ site }) => site === umcn))
        await service.ask(endParticipation, ending(participantId), site.who);
    });

    it('is not possible with one signature, nor with two of one person or in one role', async () => {
      expect(await sign({ ...DATA_MANAGER, signedInSecondsAgo: 301 })).toMatchObject({
        rejection: { code: 'sign-in-not-fresh' },
      });
      const first = await service.ask(signDatabaseLock, signing, DATA_MANAGER);
      const signed = { signedBy: 'data-manager', role: 'data-manager', meaning: signing.meaning, signedAt: BEGINNING };
      expect(first).toEqual({ locked: false, signatures: [signed] });
      expect(await sign({ ...DATA_MANAGER, actor: 'another' })).toMatchObject({
        rejection: { code: 'lock-already-signed' },
      });
      expect(await sign({ ...MONITOR, actor: 'data-manager' })).toMatchObject({
        rejection: { code: 'second-person-needed' },
      });
      expect(await service.send(unblindTrial, unblinding, DSMB)).toMatchObject({
        rejection: { code: 'database-not-locked' },
      });
      expect(await service.said(databaseLocked)).toEqual([]);
    });

    it('waits with the second signature for whoever still writes, and counts what they wrote', async () => {
      const participantId = await umcu.screened();
      const waiting = async (locktype: string) => {
        const found = await service.rows('select 1 from pg_locks where locktype = $1 and not granted', [locktype]);
        expect(found).toHaveLength(1);
      };
      const [consent, signature] = await asSuperuser(service.database, async (client) => {
        await client.query('begin');
        await client.query('select 1 from enrolment.participant where id = $1 for update', [participantId]);
        const consenting = service.send(recordConsent, umcu.aConsent(participantId), umcu.who);
        await eventually(() => waiting('transactionid'));
        const signed = sign(MONITOR);
        await eventually(() => waiting('advisory'));
        await client.query('commit');
        return Promise.all([consenting, signed]);
      });
      expect(consent).toMatchObject({ ok: { status: 'consented' } });
      expect(signature).toMatchObject({
        rejection: { code: 'participants-not-ended', rule: expect.stringContaining(' 1 ') as string },
      });
      await service.ask(endParticipation, ending(participantId), umcu.who);
      expect(await service.ask(signDatabaseLock, signing, MONITOR)).toMatchObject({ locked: true });
    });

    it('needs the lock, which is told once and seen by those who wait for it', async () => {
      const lock = await service.ask(readDatabaseLock, inTrial, DSMB);
      expect(lock).toMatchObject({ locked: true, lockedAt: BEGINNING });
      expect(lock.signatures.map(({ signedBy }) => signedBy).sort()).toEqual(['data-manager', 'monitor']);
      expect(await service.said(databaseLocked)).toEqual([{ trialId: 'MANUS', siteId: '', lockedAt: BEGINNING }]);
      expect(await sign({ ...MONITOR, actor: 'third' })).toMatchObject({ rejection: { code: 'trial-locked' } });
    });

    it('leaves no way to write data of a participant', async () => {
      const participantId = people[0]?.participantId ?? '';
      const at = { ...inTrial, participantId };
      const attempts: [Operation, object][] = [
        [screenParticipant, { ...inTrial, siteId: 'UMCU', screenedOn: '2025-03-01', sex: 'male', yearOfBirth: 1970 }],
        [recordConsent, umcu.aConsent(participantId)],
        [assessEligibility, { ...at, criteria: answers() }],
        [randomiseParticipant, at],
        [recordAdministration, { ...at, limb: 'left', injections: injections() }],
        [recordDose, { ...at, amount: 1, givenAt: BEGINNING }],
        [correctTreatmentTime, { ...at, anchorAt: BEGINNING, expectedVersion: 1, reason: 'misread' }],
        [recordNonTreatment, { ...at, cause: 'other', reason: 'too late' }],
        [takeBackNonTreatment, { ...at, reason: 'too late' }],
        [endParticipation, ending(participantId)],
        [answerSafetyContact, { ...at, safetyContact: 'declined', reason: 'too late' }],
      ];
      for (const [operation, request] of attempts) {
        const reply = await service.send(operation, request, umcu.who);
        expect([operation.name, reply]).toEqual([
          operation.name,
          expect.objectContaining({ rejection: expect.objectContaining({ code: 'trial-locked' }) as object }),
        ]);
        expect(operation.rejections).toContain('trial-locked');
      }
      // An emergency does not end with the trial, and another trial goes on.
      const emergency = { cause: 'medical-emergency' as const, reason: 'unexplained fever after the last visit' };
      const treating = { ...umcu.who, signedInSecondsAgo: 0 };
      expect(await service.ask(breakCode, { ...at, ...emergency }, treating)).toMatchObject({ participantId });
      await expect(new Enrolling(service, 'STRATA').screened()).resolves.toEqual(expect.any(String));
    });

    it('is done once, by somebody who has just signed in, and says no row', async () => {
      expect(await service.send(unblindTrial, unblinding, { ...DSMB, signedInSecondsAgo: 301 })).toMatchObject({
        rejection: { code: 'sign-in-not-fresh' },
      });
      const key = keyed();
      const opened = await eventually(() => service.ask(unblindTrial, unblinding, { ...DSMB, ...key }));
      expect(opened).toEqual({ unblindedAt: BEGINNING });
      expect(await service.ask(unblindTrial, unblinding, { ...DSMB, ...key })).toEqual(opened);
      expect(await service.send(unblindTrial, unblinding, { ...STATISTICIAN, signedInSecondsAgo: 0 })).toMatchObject({
        rejection: { code: 'already-unblinded' },
      });
    });

    it('shows every row with who holds it, in pages that make a bundle which a stranger accepts for the printed root', async () => {
      const pages: UnblindedRowPage[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const request = { ...inTrial, limit: 7, ...(cursor ? { cursor } : {}) };
        const page = await service.ask(readUnblindedRows, request, DSMB);
        pages.push(page);
        cursor = page.nextCursor;
      }
      const rows = pages.flatMap(({ items }) => items);
      expect(pages).toHaveLength(Math.ceil(rows.length / 7));
      const { root, listId } = await service.ask(readListCommitment, inTrial, DSMB);
      const bundle = bundled(listId, pages);
      for (const [, program, tool] of VERIFIERS)
        expect(verdicts(program, tool, root, [bundle])).toEqual([`accepted, ${rows.length} rows`]);

      for (const { participantId } of people) {
        const { arm } = await service.ask(
          discloseAllocation,
          { ...inTrial, participantId, reason: 'to compare' },
          { ...PHARMACIST, sites: SITES },
        );
        expect(rows.filter((row) => row.participantId === participantId)).toMatchObject([
          { arm, received: arm, listId },
        ]);
      }
      expect(rows.filter(({ participantId }) => participantId)).toHaveLength(people.length);
      const read = await service.rows<{ read_by: string; rows_after: number }>(
        'select read_by, rows_after from vault.unblinding_reading order by id',
      );
      expect(read).toEqual(pages.map((_, page) => ({ read_by: 'dsmb-statistician', rows_after: page * 7 })));
    });

    it('keeps a page of the largest size within what a reply may be', async () => {
      const page = await service.ask(readUnblindedRows, { ...inTrial, limit: 100 }, DSMB);
      const row = Math.max(...page.items.map((item) => JSON.stringify(item).length));
      // The longest list has 10 000 rows and more: at most fifteen hashes on the way up.
      expect((row + 15 * 67) * 100).toBeLessThan(256_000);
      expect(await service.send(readUnblindedRows, { ...inTrial, limit: 101 }, DSMB)).toMatchObject({
        rejection: { code: 'request-not-readable' },
      });
      const cursor = Buffer.from('-1').toString('base64url');
      expect(await service.send(readUnblindedRows, { ...inTrial, cursor }, DSMB)).toMatchObject({
        rejection: { code: 'cursor-not-readable' },
      });
    });

    it('is nothing a blinded role may do, or another trial may lean on', async () => {
      for (const role of ['monitor', 'data-manager', 'investigator', 'administrator', 'pharmacist'])
        for (const [operation, request] of [
          [unblindTrial, unblinding],
          [readUnblindedRows, inTrial],
        ] as const)
          expect(await service.send<Operation>(operation, request, aSigner(role))).toMatchObject({
            rejection: { code: 'role-not-allowed' },
          });
      expect(
        await service.send(unblindTrial, { trialId: 'STRATA', reason: 'analysis' }, { ...DSMB, trialId: 'STRATA' }),
      ).toMatchObject({ rejection: { code: 'database-not-locked' } });
    });
  });
});
