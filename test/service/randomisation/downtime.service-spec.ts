import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closeDowntimePack,
  discloseAllocation,
  fetchDowntimeCodes,
  fetchDowntimePack,
  issueDowntimePack,
  participantRandomised,
  randomiseParticipant,
  readDowntimePack,
  readParticipant,
  reconcileDowntimePack,
  recordDowntimeRandomisation,
  verifyAllocations,
  type DowntimePackEnvelopes,
  type Operation,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Enrolling, keyed, PHARMACIST, STATISTICIAN, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const TOOL = join(import.meta.dirname, '../../../apps/randomisation/tools/open-envelope.mjs');
const BEFORE = '2025-03-03T07:59:59.999Z';
const ISSUED = '2025-03-03T08:00:00.000Z';
const BACK = '2025-03-03T14:00:00.000Z';
/** Statisticians keep the packs of all sites and need be of none. */
const KEEPER: Partial<Context> = { ...STATISTICIAN, sites: [] };
const pharmacyOf = (site: string, trialId = 'MANUS'): Partial<Context> => ({
  ...PHARMACIST,
  actor: `pharmacist-${site.toLowerCase()}`,
  trialId,
  sites: [site],
});

describe('downtime packs', () => {
  let service: BootedService;
  let umcu: Enrolling;
  let umcn: Enrolling;
  let lumc: Enrolling;
  const codes = new Map<string, string>();
  const codeOf = (pack: number, envelope: number, trialId = 'MANUS') =>
    codes.get(`${trialId}/${pack}/${envelope}`) ?? '';
  const packs = new Map<number, DowntimePackEnvelopes>();
  const folder = mkdtempSync(join(tmpdir(), 'downtime-'));

  const issue = (siteId: string, rows: number, trialId = 'MANUS') =>
    service.ask(issueDowntimePack, { trialId, siteId, rows }, { ...KEEPER, trialId });
  /** Codes to the statistician, envelopes to the pharmacy, where they lie as a file. */
  const handOut = async (siteId: string, pack: number, trialId = 'MANUS') => {
    const shown = await service.ask(fetchDowntimeCodes, { trialId, pack }, { ...KEEPER, trialId });
    for (const { envelope, code } of shown.codes) codes.set(`${trialId}/${pack}/${envelope}`, code);
    const sealed = await service.ask(fetchDowntimePack, { trialId, pack }, pharmacyOf(siteId, trialId));
    packs.set(pack, sealed);
    writeFileSync(join(folder, `${pack}.json`), JSON.stringify(sealed));
    return shown;
  };
  const opening = (pack: number, envelope: number, code = codeOf(pack, envelope)) => {
    const file = join(folder, `${pack}.json`);
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [TOOL, file, '--envelope', String(envelope), '--code', code],
      { encoding: 'utf8' },
    );
    return { status, stderr: stderr.trim(), arm: /^arm (.+)$/m.exec(stdout)?.[1], stdout };
  };
  const record = (site: Enrolling, participantId: string, more: Partial<object> = {}) => ({
    trialId: site.trialId,
    participantId,
    pack: 1,
    envelope: 1,
    randomisedAt: '2025-03-03T10:00:00.000Z',
    reason: 'the platform could not be reached',
    ...more,
  });
  const positions = (trialId = 'MANUS') =>
    service.rows<{ site_id: string; stratum: string; position: number }>(
      `select site_id, stratum, position from vault.allocation where trial_id = $1 order by sequence`,
      [trialId],
    );
  const reserved = async (pack: number, trialId = 'MANUS') =>
    (
      await service.rows<{ position: number }>(
        `select position from vault.reserved_position join vault.downtime_pack on id = pack_id
          where number = $1 and downtime_pack.trial_id = $2 order by envelope`,
        [pack, trialId],
      )
    ).map(({ position }) => position);
  const refused = async (operation: Operation, request: object, context?: Partial<Context>) => {
    const reply = await service.send(operation, request, context);
    return 'rejection' in reply ? reply.rejection.code : reply;
  };

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service);
    umcn = new Enrolling(service, 'MANUS', 'UMCN');
    lumc = new Enrolling(service, 'MANUS', 'LUMC');
  });
  afterAll(() => service.stop());

  it('need a sealed list, a site and strata of the trial, and rows enough', async () => {
    const wanted = { trialId: 'MANUS', siteId: 'UMCU', rows: 1 };
    expect(await refused(issueDowntimePack, wanted, KEEPER)).toBe('no-sealed-list');
    await umcu.sealedList();
    expect(await refused(issueDowntimePack, { ...wanted, siteId: 'MARS' }, KEEPER)).toBe('trial-not-active-at-site');
    expect(await refused(issueDowntimePack, { ...wanted, strata: ['more'] }, KEEPER)).toBe('stratum-unknown');
    expect(await refused(issueDowntimePack, { ...wanted, trialId: 'NOSUCH' }, { ...KEEPER, trialId: 'NOSUCH' })).toBe(
      'trial-unknown',
    );
    const small = new Enrolling(service, 'SMALL');
    await small.sealedList({ length: 6, blockSizes: [{ size: 6 }] });
    const many = { trialId: 'SMALL', siteId: 'UMCU', rows: 10 };
    expect(await refused(issueDowntimePack, many, { ...KEEPER, trialId: 'SMALL' })).toBe('list-exhausted');
    expect(await service.rows('select * from vault.downtime_pack')).toEqual([]);
  });

  describe('before the outage', () => {
    it('set the next free rows aside for one site each, and nobody else gets them', async () => {
      await umcu.randomised();
      await umcu.randomised();
      const key = keyed();
      const request = { trialId: 'MANUS', siteId: 'UMCU', rows: 3 };
      const first = await service.ask(issueDowntimePack, request, { ...KEEPER, ...key });
      expect(first).toEqual({ pack: 1, siteId: 'UMCU', envelopes: 3, issuedAt: ISSUED });
      expect(await service.ask(issueDowntimePack, request, { ...KEEPER, ...key })).toEqual(first);
      expect(await refused(issueDowntimePack, request, KEEPER)).toBe('pack-exists');

      const people = await Promise.all(Array.from({ length: 4 }, () => lumc.eligible()));
      const [second, third] = await Promise.all([
        issue('UMCN', 2),
        issue('LUMC', 2),
        ...people.map((participantId) =>
          service.ask(randomiseParticipant, { trialId: 'MANUS', participantId }, lumc.who),
        ),
      ]);
      expect([second.pack, third.pack].sort()).toEqual([2, 3]);
      const taken = (await positions()).map(({ position }) => position);
      const aside = [...(await reserved(1)), ...(await reserved(2)), ...(await reserved(3))];
      expect(await reserved(1)).toEqual([3, 4, 5]);
      expect([...taken, ...aside].sort((a, b) => a - b)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    });

    it('show their codes once, and hand the envelopes to nobody who saw them', async () => {
      const at = { trialId: 'MANUS', pack: 1 };
      expect(await refused(fetchDowntimePack, at, pharmacyOf('UMCU'))).toBe('codes-not-made');
      const key = keyed();
      const shown = await service.ask(fetchDowntimeCodes, at, { ...KEEPER, ...key });
      for (const { envelope, code } of shown.codes) codes.set(`MANUS/1/${envelope}`, code);
      expect(shown).toMatchObject({ pack: 1, siteId: 'UMCU' });
      expect(new Set(shown.codes.map(({ code }) => code)).size).toBe(3);

      expect(await refused(fetchDowntimeCodes, at, KEEPER)).toBe('codes-shown');
      expect(await refused(fetchDowntimeCodes, at, { ...KEEPER, ...key })).toBe('codes-shown');
      const both = { ...pharmacyOf('UMCU'), actor: STATISTICIAN.actor };
      expect(await refused(fetchDowntimePack, at, both)).toBe('second-person-needed');
    });

    it('lie sealed at the pharmacy of their own site', async () => {
      const sealed = await service.ask(fetchDowntimePack, { trialId: 'MANUS', pack: 1 }, pharmacyOf('UMCU'));
      writeFileSync(join(folder, '1.json'), JSON.stringify(sealed));
      packs.set(1, sealed);
      expect(sealed).toMatchObject({ format: 'trial-downtime-pack/1', siteId: 'UMCU', pack: 1, issuedAt: ISSUED });
      expect(new Set(sealed.envelopes.map(({ sealed: text }) => text.length)).size).toBe(1);
      for (const operation of [fetchDowntimePack, readDowntimePack, reconcileDowntimePack])
        expect(
          await refused(
            operation,
            { trialId: 'MANUS', pack: 1, ...(operation === reconcileDowntimePack ? { opened: [] } : {}) },
            pharmacyOf('UMCN'),
          ),
        ).toBe('pack-unknown');
      const [two] = await service.rows<{ site_id: 'UMCN' | 'LUMC' }>(
        'select site_id from vault.downtime_pack where number = 2',
      );
      const [ofTwo, ofThree] = two?.site_id === 'UMCN' ? (['UMCN', 'LUMC'] as const) : (['LUMC', 'UMCN'] as const);
      await handOut(ofTwo, 2);
      await handOut(ofThree, 3);
    });
  });

  describe('in an outage', () => {
    it('an envelope is opened by its own code with a program that needs nothing', () => {
      for (const envelope of [1, 2]) {
        const { status, arm, stdout } = opening(1, envelope);
        expect({ status, arm }).toEqual({ status: 0, arm: expect.stringMatching(/^(msc|placebo)$/) as string });
        expect(stdout).toContain(`trial MANUS, site UMCU, pack 1, envelope ${envelope}\n`);
      }
      expect(opening(1, 3, codeOf(1, 1))).toMatchObject({ status: 1, stderr: 'this is not the code of envelope 3' });
      expect(opening(2, 1, codeOf(3, 1))).toMatchObject({ status: 1 });
    });
  });

  describe('on return', () => {
    const randomised: { participantId: string; arm: string | undefined }[] = [];
    let numberOfUmcn: number;
    let numberOfLumc: number;

    beforeAll(async () => {
      await stepTo(service, '2025-03-03T14:00:00Z');
      numberOfUmcn = packs.get(2)?.siteId === 'UMCN' ? 2 : 3;
      numberOfLumc = 5 - numberOfUmcn;
    });

    it('the participants of the envelopes are entered in their order, at the time of the paper log', async () => {
      const [one, two, other] = [await umcu.eligible(), await umcu.eligible(), await umcn.eligible()];
      const enter = (site: Enrolling, who: string, more = {}) =>
        refused(recordDowntimeRandomisation, record(site, who, more), site.who);
      expect(await enter(umcu, two, { envelope: 2 })).toBe('envelope-out-of-order');
      expect(await enter(umcu, one, { randomisedAt: BEFORE })).toBe('randomised-before-pack');
      expect(await enter(umcu, one, { randomisedAt: '2025-03-03T14:00:00.001Z' })).toBe('randomised-in-future');
      expect(await enter(umcu, one, { randomisedAt: '2025-03-01T09:00:00Z' })).toBe('randomised-before-consent');
      expect(await enter(umcu, one, { envelope: 4 })).toBe('envelope-unknown');
      expect(await enter(umcu, one, { pack: numberOfUmcn })).toBe('pack-unknown');
      expect(await enter(umcu, one, { pack: 9 })).toBe('pack-unknown');
      expect(await enter(umcu, await umcu.consented())).toBe('eligibility-not-signed');

      const told = await service.ask(recordDowntimeRandomisation, record(umcu, one), umcu.who);
      expect(told).toEqual({ participantId: one, status: 'randomised', randomisedAt: '2025-03-03T10:00:00.000Z' });
      expect(await enter(umcu, two)).toBe('envelope-taken');
      expect(await enter(umcu, one, { envelope: 2 })).toBe('already-randomised');
      const later = { envelope: 2, randomisedAt: '2025-03-03T11:30:00Z' };
      await service.ask(recordDowntimeRandomisation, record(umcu, two, later), umcu.who);
      await service.ask(recordDowntimeRandomisation, record(umcn, other, { pack: numberOfUmcn }), umcn.who);
      randomised.push(
        { participantId: one, arm: opening(1, 1).arm },
        { participantId: two, arm: opening(1, 2).arm },
        { participantId: other, arm: opening(numberOfUmcn, 1).arm },
      );
    });

    it('to everybody who is blinded they are randomised like any other', async () => {
      const [{ participantId } = { participantId: '' }] = randomised;
      const seen = await service.ask(readParticipant, { trialId: 'MANUS', participantId }, umcu.who);
      expect(seen).toMatchObject({ status: 'randomised', randomisedAt: '2025-03-03T10:00:00.000Z' });
      const said = await service.said(participantRandomised);
      expect(said).toContainEqual({
        trialId: 'MANUS',
        siteId: 'UMCU',
        participantId,
        randomisedAt: '2025-03-03T10:00:00.000Z',
      });
      expect(new Set(said.map((data) => Object.keys(data).join())).size).toBe(1);
      expect(
        await service.rows(
          `select pack, envelope, reason, recorded_by from downtime_randomisation where participant_id = $1`,
          [participantId],
        ),
      ).toEqual([
        { pack: 1, envelope: 1, reason: 'the platform could not be reached', recorded_by: 'investigator-umcu' },
      ]);
    });

    it('each holds the row that lay in the envelope', async () => {
      const context = { ...PHARMACIST, sites: ['UMCU', 'UMCN'] };
      for (const { participantId, arm } of randomised) {
        const request = { trialId: 'MANUS', participantId, reason: 'reconciliation' };
        expect((await service.ask(discloseAllocation, request, context)).arm).toBe(arm);
      }
    });

    it('the pharmacy proves what it opened by the codes', async () => {
      const at = { trialId: 'MANUS', pack: 1 };
      const say = (...opened: object[]) => refused(reconcileDowntimePack, { ...at, opened }, pharmacyOf('UMCU'));
      const mistyped = codeOf(1, 1).replace(/^./, (character) => (character === '7' ? '8' : '7'));
      expect(await refused(closeDowntimePack, { ...at, readOut: [] }, KEEPER)).toBe('pack-not-reconciled');
      expect(await say({ envelope: 2, code: codeOf(1, 2) }, { envelope: 1, code: codeOf(1, 2) })).toBe('code-wrong');
      expect(await say({ envelope: 1, code: mistyped })).toBe('code-mistyped');
      expect(await say({ envelope: 7, code: codeOf(1, 1) })).toBe('envelope-unknown');
      expect(await service.rows('select * from vault.downtime_opening')).toEqual([]);

      const opened = [1, 2].map((envelope) => ({ envelope, code: codeOf(1, envelope).toLowerCase() }));
      const halfway = await service.ask(
        reconcileDowntimePack,
        { ...at, opened: opened.slice(0, 1) },
        pharmacyOf('UMCU'),
      );
      expect(halfway.envelopes.map(({ state, findings }) => [state, findings])).toEqual([
        ['used', []],
        ['used', ['unaccounted']],
        ['sealed', []],
      ]);
      const report = await service.ask(reconcileDowntimePack, { ...at, opened }, pharmacyOf('UMCU'));
      expect(report.envelopes.map(({ state, row, findings }) => [state, row, findings])).toEqual([
        ['used', 'set-aside', []],
        ['used', 'set-aside', []],
        ['sealed', 'set-aside', []],
      ]);
    });

    it('a second person closes the pack; an envelope whose turn has passed is retired', async () => {
      const at = { trialId: 'MANUS', pack: 1 };
      const readOut = [{ envelope: 1 }, { envelope: 2 }];
      const same = { ...KEEPER, actor: 'pharmacist-umcu' };
      expect(await refused(closeDowntimePack, { ...at, readOut }, same)).toBe('second-person-needed');
      expect(await refused(closeDowntimePack, { ...at, readOut: [{ envelope: 4 }] }, KEEPER)).toBe('envelope-unknown');
      const report = await service.ask(closeDowntimePack, { ...at, readOut }, KEEPER);
      expect(report).toEqual({
        pack: 1,
        siteId: 'UMCU',
        status: 'closed',
        issuedAt: ISSUED,
        codesShownAt: ISSUED,
        reconciledAt: BACK,
        closedAt: BACK,
        envelopes: [
          ...randomised.slice(0, 2).map(({ participantId }, index) => ({
            envelope: index + 1,
            stratum: 'all',
            state: 'used',
            participantId,
            row: 'used',
            findings: [],
          })),
          { envelope: 3, stratum: 'all', state: 'sealed', row: 'retired', retiredFor: 'passed-over', findings: [] },
        ],
      });
      expect(await service.ask(readDowntimePack, at, pharmacyOf('UMCU'))).toEqual(report);
      for (const [operation, context, more] of [
        [closeDowntimePack, KEEPER, { readOut }],
        [fetchDowntimeCodes, KEEPER, {}],
        [fetchDowntimePack, pharmacyOf('UMCU'), {}],
        [reconcileDowntimePack, pharmacyOf('UMCU'), { opened: [] }],
      ] as const)
        expect(await refused(operation, { ...at, ...more }, context)).toBe('pack-closed');
      const late = record(umcu, await umcu.eligible(), { envelope: 3 });
      expect(await refused(recordDowntimeRandomisation, late, umcu.who)).toBe('pack-closed');
    });

    it('what cannot be accounted for is found, and its row is nobody else’s', async () => {
      const at = { trialId: 'MANUS', pack: numberOfLumc };
      const [first, second] = [await lumc.eligible(), await lumc.eligible()];
      await service.ask(recordDowntimeRandomisation, record(lumc, first, { pack: numberOfLumc }), lumc.who);
      const opened = [{ envelope: 2, code: codeOf(numberOfLumc, 2) }];
      await service.ask(reconcileDowntimePack, { ...at, opened }, pharmacyOf('LUMC'));
      const { envelopes } = await service.ask(closeDowntimePack, { ...at, readOut: [] }, KEEPER);
      expect(envelopes).toEqual([
        { envelope: 1, stratum: 'all', state: 'used', participantId: first, row: 'used', findings: ['unaccounted'] },
        {
          envelope: 2,
          stratum: 'all',
          state: 'opened',
          row: 'retired',
          retiredFor: 'statements-differ',
          findings: ['statements-differ'],
        },
      ]);
      await service.ask(randomiseParticipant, { trialId: 'MANUS', participantId: second }, lumc.who);
      const last = (await positions()).at(-1);
      expect(last).toEqual({ site_id: 'LUMC', stratum: 'all', position: 14 });
    });

    it('the verification makes every allocation again, also those of the envelopes', async () => {
      expect(await service.ask(verifyAllocations, { trialId: 'MANUS' }, KEEPER)).toMatchObject({
        allocations: 11,
        reproduced: true,
        findings: [],
      });
    });
  });

  describe('in a trial with strata', () => {
    const keeper = { ...KEEPER, trialId: 'STRATA' };
    const pharmacy = pharmacyOf('UMCU', 'STRATA');
    const level = (of: string) => [{ factor: 'ulcers', level: of }];
    let strata: Enrolling;
    beforeAll(async () => {
      strata = new Enrolling(service, 'STRATA');
      await strata.sealedList();
    });

    it('an envelope is for its stratum; unopened rows return, and are the next of it', async () => {
      const { pack } = await issue('UMCU', 2, 'STRATA');
      await handOut('UMCU', pack, 'STRATA');
      const participantId = await strata.eligible();
      const more = (envelope: number) => ({ pack, envelope, stratification: level('more'), randomisedAt: BACK });
      const enter = (envelope: number) => record(strata, participantId, more(envelope));
      expect(await refused(recordDowntimeRandomisation, enter(1), strata.who)).toBe('envelope-not-of-stratum');
      await service.ask(recordDowntimeRandomisation, enter(3), strata.who);
      const at = { trialId: 'STRATA', pack };
      const opened = [3].map((envelope) => ({ envelope, code: codeOf(pack, envelope, 'STRATA') }));
      await service.ask(reconcileDowntimePack, { ...at, opened }, pharmacy);
      await strata.randomised(level('one'));
      const report = await service.ask(closeDowntimePack, { ...at, readOut: [{ envelope: 3 }] }, keeper);
      expect(report.envelopes.map(({ stratum, row, retiredFor }) => [stratum, row, retiredFor])).toEqual([
        ['one', 'retired', 'passed-over'],
        ['one', 'retired', 'passed-over'],
        ['more', 'used', undefined],
        ['more', 'returned', undefined],
      ]);
      await strata.randomised(level('more'));
      expect(await positions('STRATA')).toMatchObject([
        { stratum: 'more', position: 1 },
        { stratum: 'one', position: 3 },
        { stratum: 'more', position: 2 },
      ]);
      // Given to somebody else afterwards, the row is no matter of the pack any more.
      expect((await service.ask(readDowntimePack, at, keeper)).envelopes).toEqual(report.envelopes);
      expect(await service.ask(verifyAllocations, { trialId: 'STRATA' }, keeper)).toMatchObject({ reproduced: true });
    });

    it('an envelope that was used out of order is entered once its code was shown, and found', async () => {
      const { pack } = await service.ask(
        issueDowntimePack,
        { trialId: 'STRATA', siteId: 'UMCU', rows: 2, strata: ['more'] },
        keeper,
      );
      await handOut('UMCU', pack, 'STRATA');
      const second = record(strata, await strata.eligible(), {
        pack,
        envelope: 2,
        stratification: level('more'),
        randomisedAt: BACK,
      });
      expect(await refused(recordDowntimeRandomisation, second, strata.who)).toBe('envelope-out-of-order');
      const at = { trialId: 'STRATA', pack };
      await service.ask(
        reconcileDowntimePack,
        { ...at, opened: [{ envelope: 2, code: codeOf(pack, 2, 'STRATA') }] },
        pharmacy,
      );
      await service.ask(recordDowntimeRandomisation, second, strata.who);
      const { envelopes } = await service.ask(closeDowntimePack, { ...at, readOut: [{ envelope: 2 }] }, keeper);
      expect(envelopes).toMatchObject([
        { row: 'retired', retiredFor: 'passed-over', findings: [] },
        { row: 'used', findings: ['out-of-order'] },
      ]);
    });

    it('a pack whose codes were lost is closed unopened, and its rows are set aside again', async () => {
      const wanted = { trialId: 'STRATA', siteId: 'UMCU', rows: 2, strata: ['more'] };
      const lost = await service.ask(issueDowntimePack, wanted, keeper);
      const rows = await reserved(lost.pack, 'STRATA');
      const closed = await service.ask(closeDowntimePack, { trialId: 'STRATA', pack: lost.pack, readOut: [] }, keeper);
      expect(closed.envelopes.map(({ row }) => row)).toEqual(['returned', 'returned']);
      const next = await service.ask(issueDowntimePack, wanted, keeper);
      expect(await reserved(next.pack, 'STRATA')).toEqual(rows);
    });

    it('has at most ten rows of a stratum', async () => {
      expect(await refused(issueDowntimePack, { trialId: 'STRATA', siteId: 'UMCN', rows: 11 }, keeper)).toBe(
        'request-not-readable',
      );
    });
  });

  it('are open to no blinded role', async () => {
    const at = { trialId: 'MANUS', pack: 1 };
    const requests: [Operation, object][] = [
      [issueDowntimePack, { trialId: 'MANUS', siteId: 'UMCU', rows: 1 }],
      [fetchDowntimeCodes, at],
      [fetchDowntimePack, at],
      [reconcileDowntimePack, { ...at, opened: [] }],
      [closeDowntimePack, { ...at, readOut: [] }],
      [readDowntimePack, at],
    ];
    for (const [operation, request] of requests)
      for (const role of ['investigator', 'administrator', 'data-manager'])
        expect(await refused(operation, request, { role })).toBe('role-not-allowed');
  });

  it('count as spent in the supply of a stratum, however it is asked for', async () => {
    const differing = await service.rows(
      `select whole.*, one.used as "usedOfOne" from vault.randomisation_list list, vault.list_supply(list.id) whole,
              vault.stratum_supply(list.id, whole.stratum) one
        where (one."rows", one.used) is distinct from (whole."rows", whole.used)`,
    );
    expect(differing).toEqual([]);
    const [setAside] = await service.rows<{ rows: number }>(
      `select count(*)::integer as rows from vault.reserved_position where ending <> 'returned'`,
    );
    expect(setAside?.rows).toBeGreaterThan(0);
  });

  it('leave neither an arm nor a code in clear in any column of any table', async () => {
    const tables = await service.rows<{ place: string }>(
      `select format('%I.%I', schemaname, tablename) as place from pg_tables where schemaname in ('enrolment', 'vault')`,
    );
    const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex');
    const shown = [...codes.values()].flatMap((code) => [code, code.replaceAll('-', '')]);
    expect(shown.length).toBeGreaterThan(20);
    const secrets = [/\bmsc\b/i, /\bplacebo\b/i, hex('"msc"'), hex('placebo'), ...shown, ...shown.map(hex)].map(
      (secret) => (secret instanceof RegExp ? secret : new RegExp(secret, 'i')),
    );
    const findings = async () => {
      const found: string[] = [];
      for (const { place } of tables) {
        const [dump] = await service.rows<{ text: string | null }>(
          `select string_agg(row::text, E'\\n') as text from ${place} row`,
        );
        if (secrets.some((secret) => secret.test(dump?.text ?? ''))) found.push(place);
      }
      return found;
    };
    expect(await findings()).toEqual([]);

    // The search itself can fail: a code in clear, and one as bytes.
    await service.rows(`insert into running_number (trial_id, site_id, last) values ('CANARY', $1, 1)`, [codeOf(1, 3)]);
    await service.rows(`set session_replication_role = replica;
      update vault.downtime_envelope set salt = convert_to('${codeOf(1, 1).replaceAll('-', '')}', 'UTF8') where envelope = 1`);
    expect((await findings()).sort()).toEqual(['enrolment.running_number', 'vault.downtime_envelope']);
  });
});
