import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  discloseAllocation,
  generateRandomisationList,
  participantRandomised,
  randomiseParticipant,
  readListCommitment,
  sealRandomisationList,
  verifyAllocations,
  type Operation,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { bundleOf } from '../../../apps/randomisation/src/vault/commitment/open-list.js';
import { VaultCipher } from '../../../apps/randomisation/src/vault/encryption/vault-cipher.js';
import { openRow } from '../../../apps/randomisation/src/vault/randomisation-lists/sealed-list.js';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { aSpecification, Enrolling, keyed, PHARMACIST, SECOND_STATISTICIAN, SEED, STATISTICIAN } from './enrol.js';
import { trialsFolder } from './trial-files.js';

/** By name: the contracts of restricted events are closed to whatever is not unblinded, tests included. */
const ALLOCATION_MADE = 'restricted.vault.allocation.made.v1';
const ALLOCATION_DISCLOSED = 'restricted.vault.allocation.disclosed.v1';

const ARMS = ['msc', 'placebo'];
const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex');
/** What may stand nowhere: an arm as a word, the seed, and both as bytes a database prints in hexadecimal. */
const SECRETS: readonly RegExp[] = [
  ...ARMS.map((arm) => new RegExp(`\\b${arm}\\b`, 'i')),
  new RegExp(SEED, 'i'),
  new RegExp(hex(SEED)),
  new RegExp(hex('placebo')),
  new RegExp(hex('"msc"')),
];

/** What the stand-alone verifier says of a bundle. */
function verifier(file: string, root: string): string {
  const tool = join(import.meta.dirname, '../../../apps/randomisation/tools/verify-list.mjs');
  const { stdout } = spawnSync(process.execPath, [tool, file, '--root', root], { encoding: 'utf8' });
  return stdout.trimEnd().slice(file.length + 2);
}

describe('the vault', () => {
  let service: BootedService;
  let umcu: Enrolling;
  let umcn: Enrolling;
  const participants: string[] = [];

  const at = (participantId: string) => ({ trialId: 'MANUS', participantId });
  const disclosing = (participantId: string) => ({ ...at(participantId), reason: 'preparation of the product' });
  const allocations = () =>
    service.rows<{ participant_id: string; site_id: string; position: number }>(
      `select participant_id, site_id, position from vault.allocation where trial_id = 'MANUS' order by sequence`,
    );
  const restricted = async (type: string) =>
    (
      await service.rows<{ event: string }>(
        `select event from (select sequence, type, event from vault.outbox_archive
           union select sequence, type, event from vault.outbox_message) as sent where type = $1 order by sequence`,
        [type],
      )
    ).map(({ event }) => (JSON.parse(event) as { data: object }).data);
  const verification = () => service.ask(verifyAllocations, { trialId: 'MANUS' }, STATISTICIAN);

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service);
    umcn = new Enrolling(service, 'MANUS', 'UMCN');
  });
  afterAll(() => service.stop());

  it('proves nothing while there is no sealed list', async () => {
    expect(await verification()).toEqual({ allocations: 0, reproduced: false, findings: ['no-sealed-list'] });
  });

  it('makes a list once per request and seals it when the checksum was found again', async () => {
    const key = keyed();
    const list = await service.ask(generateRandomisationList, aSpecification(), { ...STATISTICIAN, ...key });
    const again = await service.ask(generateRandomisationList, aSpecification(), { ...STATISTICIAN, ...key });
    expect(again).toEqual(list);
    expect(list.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(list.positions).toBeGreaterThanOrEqual(40);

    const { listId, checksum } = list;
    await service.ask(generateRandomisationList, aSpecification({ seed: 'b'.repeat(64) }), STATISTICIAN);
    const request = { trialId: 'MANUS', listId, checksum };
    expect(await service.send(sealRandomisationList, request, STATISTICIAN)).toMatchObject({
      rejection: { code: 'second-person-needed' },
    });
    expect(await service.send(readListCommitment, { trialId: 'MANUS' }, STATISTICIAN)).toMatchObject({
      rejection: { code: 'list-unknown' },
    });
    const sealed = await service.ask(sealRandomisationList, request, SECOND_STATISTICIAN);
    expect(sealed).toEqual({
      listId,
      sealedAt: '2025-03-03T08:00:00.000Z',
      commitment: 'trial-list-bundle/1',
      root: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('tells what it committed to, for print, and keeps it in its audit trail', async () => {
    const shown = await service.ask(readListCommitment, { trialId: 'MANUS' }, STATISTICIAN);
    const [list] = await service.rows<{ id: string; root: string }>(
      `select id, commitment_root as root from vault.randomisation_list where status = 'sealed'`,
    );
    expect(shown).toEqual({
      listId: list?.id,
      sealedAt: '2025-03-03T08:00:00.000Z',
      commitment: 'trial-list-bundle/1',
      root: list?.root,
    });
    const audited = await service.rows<{ root: string; actor: string }>(
      `select after ->> 'commitment_root' as root, actor from vault.audit_entry
        where table_name = 'randomisation_list' and operation = 'update'`,
    );
    expect(audited).toEqual([{ root: shown.root, actor: 'second-list-statistician' }]);
  });

  it('committed to the rows that are stored: opened with the key they make a bundle that a stranger accepts for the root', async () => {
    const { root, listId } = await service.ask(readListCommitment, { trialId: 'MANUS' }, STATISTICIAN);
    const cipher = service.app.get(VaultCipher, { strict: false });
    const stored = await service.rows<{ stratum: string; position: number; sealedRow: Buffer }>(
      `select stratum, position, sealed_row as "sealedRow" from vault.list_position where list_id = $1 order by stratum, position`,
      [listId],
    );
    const rows = stored.flatMap((position) => openRow(cipher, { listId, ...position }) ?? []);
    expect(new Set(rows.map(({ salt }) => salt)).size).toBe(stored.length);

    const bundle = JSON.stringify(bundleOf({ trial: 'MANUS', list: listId }, rows));
    const file = join(mkdtempSync(join(tmpdir(), 'list-')), 'bundle.json');
    writeFileSync(file, bundle);
    expect(verifier(file, root)).toBe(`accepted, ${stored.length} rows`);
    writeFileSync(file, bundle.replace('"arm":"msc"', '"arm":"placebo"'));
    expect(verifier(file, root)).toMatch(/^refused, row \d+ does not lead to the root$/);
  });

  it('gives 20 participants of two sites the first 20 positions, each once, when all are asked for twice at once', async () => {
    const people = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const site = index % 2 === 0 ? umcu : umcn;
        return { site, participantId: await site.eligible() };
      }),
    );
    const replies = await Promise.all(
      [...people, ...people].map(({ site, participantId }) =>
        service.send(randomiseParticipant, at(participantId), site.who),
      ),
    );
    participants.push(...people.map(({ participantId }) => participantId));

    expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(20);
    expect(replies.flatMap((reply) => ('rejection' in reply ? [reply.rejection.code] : []))).toEqual(
      Array.from({ length: 20 }, () => 'already-randomised'),
    );
    const made = await allocations();
    expect(made.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(made.map(({ participant_id }) => participant_id).sort()).toEqual([...participants].sort());
    expect(await service.said(participantRandomised)).toHaveLength(20);
    expect(await verification()).toMatchObject({ allocations: 20, reproduced: true, findings: [] });
  });

  it('tells the unblinded modules of each allocation once, in ids', async () => {
    const said = await eventually(async () => {
      const made = await restricted(ALLOCATION_MADE);
      expect(made).toHaveLength(20);
      return made;
    });
    expect(Object.keys(said[0] ?? {}).sort()).toEqual(['allocationId', 'listId', 'participantId', 'siteId', 'trialId']);
  });

  describe('disclosure', () => {
    it('shows the arm, again for the same request, and records one disclosure', async () => {
      const [participantId = ''] = participants;
      const key = keyed();
      const shown = await service.ask(discloseAllocation, disclosing(participantId), { ...PHARMACIST, ...key });
      const again = await service.ask(discloseAllocation, disclosing(participantId), { ...PHARMACIST, ...key });

      expect(ARMS).toContain(shown.arm);
      expect(again).toEqual(shown);
      expect(
        await service.rows('select disclosed_to, role, reason from vault.disclosure where id = $1', [
          shown.disclosureId,
        ]),
      ).toEqual([{ disclosed_to: 'pharmacist-umcu', role: 'pharmacist', reason: 'preparation of the product' }]);
      expect(await restricted(ALLOCATION_DISCLOSED)).toEqual([
        { trialId: 'MANUS', siteId: 'UMCU', participantId, disclosureId: shown.disclosureId, to: 'pharmacist-umcu' },
      ]);
    });

    it('shows both arms equally often over complete blocks of the first 20', async () => {
      const shown = await Promise.all(
        participants.map((participantId) =>
          service.ask(discloseAllocation, disclosing(participantId), { ...PHARMACIST, sites: ['UMCU', 'UMCN'] }),
        ),
      );
      const first = shown.filter(({ arm }) => arm === 'msc').length;
      // Blocks are of four or six: at most three of the last, open block are out of balance.
      expect(first).toBeGreaterThanOrEqual(8);
      expect(first).toBeLessThanOrEqual(12);
    });

    it('knows no participant of another site, as if there were none', async () => {
      const [participantId = ''] = participants;
      const foreign = await service.send(discloseAllocation, disclosing(participantId), {
        ...PHARMACIST,
        sites: ['LUMC'],
      });
      expect(foreign).toEqual(await service.send(discloseAllocation, disclosing(randomUUID()), PHARMACIST));
      expect(foreign).toMatchObject({ rejection: { code: 'not-allocated' } });
    });
  });

  describe('refuses', () => {
    const small = () => new Enrolling(service, 'SMALL');
    const secondInSmall: Partial<Context> = { ...SECOND_STATISTICIAN, trialId: 'SMALL', sites: ['UMCU'] };
    const inSmall: Partial<Context> = { ...STATISTICIAN, trialId: 'SMALL', sites: ['UMCU'] };
    const aSmallOne = (more: Parameters<typeof aSpecification>[0] = {}) =>
      aSpecification({ trialId: 'SMALL', length: 6, ...more });
    const arms = (...weights: [string, number][]) => weights.map(([arm, weight]) => ({ arm, weight }));

    const specifications: [code: string, what: string, request: object, context?: Partial<Context>][] = [
      [
        'trial-unknown',
        'a trial without a file',
        aSpecification({ trialId: 'NOSUCH' }),
        { ...STATISTICIAN, trialId: 'NOSUCH' },
      ],
      ['arm-unknown', 'an arm of another trial', aSmallOne({ arms: arms(['msc', 1], ['aspirin', 1]) })],
      ['ratio-not-of-trial', 'another ratio', aSmallOne({ arms: arms(['msc', 2], ['placebo', 1]) })],
      ['ratio-not-of-trial', 'one arm named twice', aSmallOne({ arms: arms(['msc', 1], ['msc', 1]) })],
      ['block-size-not-multiple', 'a block that cannot be balanced', aSmallOne({ blockSizes: [{ size: 5 }] })],
      ['block-size-predictable', 'a block of two', aSmallOne({ blockSizes: [{ size: 2 }] })],
      ['seed-not-readable', 'a seed that is not hexadecimal', aSmallOne({ seed: 'x'.repeat(64) })],
      ['specification-not-usable', 'a list shorter than the trial asks for', aSmallOne({ length: 2 })],
      ['specification-not-usable', 'strata the trial does not have', aSmallOne({ strata: ['one', 'more'] })],
      ['specification-not-usable', 'a block longer than the list', aSmallOne({ blockSizes: [{ size: 8 }], length: 4 })],
      ['list-already-sealed', 'a second list where one is sealed', aSpecification(), STATISTICIAN],
    ];

    it.each(specifications)('with %s: %s', async (code, _, request, context = inSmall) => {
      const reply = await service.send(generateRandomisationList, request as never, context);
      expect(reply).toMatchObject({ rejection: { code } });
      expect(JSON.stringify(reply)).not.toMatch(/msc|placebo|aspirin|xxxx|3f9a1c5e/);
    });

    it('a specification for every reason its contract names', () => {
      const named = new Set(specifications.map(([code]) => code));
      expect(generateRandomisationList.rejections.filter((code) => !named.has(code))).toEqual([]);
    });

    it('to seal a list it does not have, one whose checksum differs, one of your own, and a second one', async () => {
      const seal = (more: object, context = secondInSmall) =>
        service.send(
          sealRandomisationList,
          { trialId: 'SMALL', listId: randomUUID(), checksum: '0'.repeat(64), ...more },
          context,
        );
      expect(await seal({})).toMatchObject({ rejection: { code: 'list-unknown' } });
      const first = await service.ask(generateRandomisationList, aSmallOne(), inSmall);
      const second = await service.ask(generateRandomisationList, aSmallOne({ seed: 'c'.repeat(64) }), inSmall);
      expect(await seal({ listId: first.listId })).toMatchObject({ rejection: { code: 'checksum-differs' } });
      expect(await seal({ listId: first.listId, checksum: first.checksum }, inSmall)).toMatchObject({
        rejection: { code: 'second-person-needed' },
      });

      const both = await Promise.all([first, second].map(({ listId, checksum }) => seal({ listId, checksum })));
      expect(both.filter((reply) => 'ok' in reply)).toHaveLength(1);
      expect(both.flatMap((reply) => ('rejection' in reply ? [reply.rejection.code] : []))).toEqual([
        'list-already-sealed',
      ]);
      const { listId, checksum } = first;
      expect(await seal({ listId, checksum })).toMatchObject({ rejection: { code: 'list-already-sealed' } });
    });

    it('to randomise once the list is used up, and says so without a trace', async () => {
      const [list] = await service.rows<{ positions: number }>(
        `select positions from vault.randomisation_list where trial_id = 'SMALL' and status = 'sealed'`,
      );
      for (let taken = 0; taken < (list?.positions ?? 0); taken++) await small().randomised();
      const participantId = await small().eligible();
      const reply = await service.send(randomiseParticipant, { trialId: 'SMALL', participantId }, small().who);
      expect(reply).toMatchObject({ rejection: { code: 'list-exhausted' } });
      expect(await service.rows('select status from participant where id = $1', [participantId])).toEqual([
        { status: 'eligible' },
      ]);
    });

    it('every request of a role that is blinded', async () => {
      const requests: [Operation, object][] = [
        [generateRandomisationList, aSpecification()],
        [sealRandomisationList, { trialId: 'MANUS', listId: randomUUID(), checksum: '0'.repeat(64) }],
        [discloseAllocation, disclosing(participants[0] ?? '')],
        [verifyAllocations, { trialId: 'MANUS' }],
        [readListCommitment, { trialId: 'MANUS' }],
      ];
      for (const [operation, request] of requests) {
        for (const role of ['investigator', 'administrator', 'data-manager'])
          expect(await service.send(operation, request, { role })).toMatchObject({
            rejection: { code: 'role-not-allowed' },
          });
      }
    });
  });

  it('takes the next position of the stratum of the signed values, and freezes them', async () => {
    const strata = new Enrolling(service, 'STRATA');
    await strata.sealedList();
    const more = await strata.randomised([{ factor: 'ulcers', level: 'more' }]);
    await strata.randomised([{ factor: 'ulcers', level: 'one' }]);
    await strata.randomised([{ factor: 'ulcers', level: 'more' }]);
    expect(
      await service.rows(`select stratum, position from vault.allocation where trial_id = 'STRATA' order by sequence`),
    ).toEqual([
      { stratum: 'more', position: 1 },
      { stratum: 'one', position: 1 },
      { stratum: 'more', position: 2 },
    ]);
    expect(
      await service.rows('select stratum, stratification from randomisation where participant_id = $1', [more]),
    ).toEqual([{ stratum: 'more', stratification: { ulcers: 'more' } }]);
    const seen = { ...STATISTICIAN, trialId: 'STRATA' };
    expect(await service.ask(verifyAllocations, { trialId: 'STRATA' }, seen)).toMatchObject({ reproduced: true });
  });

  describe('the two database roles', () => {
    const as = <T>(role: string, work: (query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<T>) =>
      asSuperuser(service.database, async (client) => {
        await client.query(`set role ${role}`);
        return work(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
      });
    const tablesOf = (schema: string) =>
      service.rows<{ tablename: string }>(`select tablename from pg_tables where schemaname = $1`, [schema]);

    it('let enrolment read no table of the vault and call three of its functions', async () => {
      const tables = await tablesOf('vault');
      expect(tables.length).toBeGreaterThan(8);
      await as('enrolment', async (query) => {
        for (const { tablename } of tables)
          await expect(query(`select * from vault.${tablename}`)).rejects.toThrow(/permission denied/);
        expect(
          await query(
            `select proname from pg_proc where pronamespace = 'vault'::regnamespace and has_function_privilege(oid, 'execute') order by proname`,
          ),
        ).toEqual([{ proname: 'allocate' }, { proname: 'allocate_reserved' }, { proname: 'hold_allocations' }]);
      });
    });

    it('let the vault read no table of enrolment', async () => {
      const tables = await tablesOf('enrolment');
      await as('vault', async (query) => {
        for (const { tablename } of tables)
          await expect(query(`select * from enrolment.${tablename}`)).rejects.toThrow(/permission denied/);
      });
    });

    it('let neither write an allocation by hand, nor change a list that is sealed', async () => {
      await as('vault', async (query) => {
        await expect(query(`delete from vault.allocation`)).rejects.toThrow(/permission denied/);
        await expect(query(`update vault.allocation set position = 7`)).rejects.toThrow(/permission denied/);
        await expect(query(`update vault.list_position set sealed_row = ''`)).rejects.toThrow(/permission denied/);
        await expect(query(`update vault.randomisation_list set checksum = ''`)).rejects.toThrow(/permission denied/);
        await expect(
          query(
            `select vault.allocate('MANUS', 'UMCU', gen_random_uuid(), 'all', '{}', '{}', gen_random_uuid(), now())`,
          ),
        ).rejects.toThrow(/permission denied/);
      });
    });

    it('let enrolment allocate for no site and no trial but those of its transaction', async () => {
      const allocate = (trial: string, site: string) =>
        as('enrolment', async (query) => {
          await query(
            `select set_config('app.trial', 'MANUS', false), set_config('app.sites', 'UMCU', false),
                    set_config('app.actor', 'x', false), set_config('app.role', 'x', false),
                    set_config('app.zone', 'UTC', false), set_config('app.cause', 'x', false), set_config('app.now', 'now', false)`,
          );
          await query('begin');
          return query(
            `select vault.allocate('${trial}', '${site}', gen_random_uuid(), 'all', '{}', '{}', gen_random_uuid(), now()) as outcome`,
          );
        });
      expect(await allocate('MANUS', 'UMCU')).toEqual([{ outcome: 'allocated' }]);
      await expect(allocate('MANUS', 'UMCN')).rejects.toThrow(/row-level security/);
      expect(await allocate('STRATA', 'UMCU')).toEqual([{ outcome: 'no-sealed-list' }]);
    });
  });

  describe('verification', () => {
    /** Spoils the store behind the back of the service, verifies, and mends it. */
    const spoiled = async (spoil: string, mend: string) => {
      const run = (sql: string) => service.rows(`set session_replication_role = replica; ${sql}`);
      await run(spoil);
      const found = await verification();
      await run(mend);
      return found;
    };
    const swap = (one: number, other: number) => `
      with list as (select id from vault.randomisation_list where trial_id = 'MANUS' and status = 'sealed'),
           row as (select position, sealed_row from vault.list_position, list where list_id = id)
      update vault.list_position place set sealed_row = row.sealed_row from row, list
       where place.list_id = list.id
         and (place.position, row.position) in ((${one}, ${other}), (${other}, ${one}))`;
    const move = (from: number, to: number) =>
      `update vault.allocation set position = ${to} where trial_id = 'MANUS' and position = ${from}`;

    it('notices rows that changed places', async () => {
      const { reproduced, findings } = await spoiled(swap(3, 30), swap(3, 30));
      expect(reproduced).toBe(false);
      expect(findings).toEqual(['row-not-readable/all/3', 'row-not-readable/all/30', 'arm-mismatch/all/3']);
    });

    it('notices a position that was left out', async () => {
      const { reproduced, findings } = await spoiled(move(20, 25), move(25, 20));
      expect(reproduced).toBe(false);
      expect(findings).toEqual([20, 21, 22, 23, 24].map((position) => `position-gap/all/${position}`));
    });

    it('finds nothing once all is as it was', async () => {
      expect(await verification()).toMatchObject({ allocations: 20, reproduced: true, findings: [] });
    });
  });

  it('keeps neither an arm nor the seed in clear in any column of any table', async () => {
    const tables = await service.rows<{ place: string }>(
      `select format('%I.%I', schemaname, tablename) as place from pg_tables where schemaname in ('enrolment', 'vault') order by 1`,
    );
    expect(tables.length).toBeGreaterThan(25);
    const findings = async () => {
      const found: string[] = [];
      for (const { place } of tables) {
        const [dump] = await service.rows<{ text: string | null }>(
          `select string_agg(row::text, E'\\n') as text from ${place} row`,
        );
        for (const secret of SECRETS) if (secret.test(dump?.text ?? '')) found.push(`${place} ${String(secret)}`);
      }
      return found;
    };
    expect(await findings()).toEqual([]);

    // The search itself can fail: one arm in clear, and one as bytes.
    await service.rows(`insert into running_number (trial_id, site_id, last) values ('CANARY', 'placebo', 1)`);
    await service.rows(
      `set session_replication_role = replica;
       update vault.randomisation_list set sealed_specification = convert_to('placebo', 'UTF8') where status = 'generated' and trial_id = 'MANUS'`,
    );
    expect(await findings()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^enrolment\.running_number .*placebo/),
        expect.stringMatching(/^vault\.randomisation_list .*706c616365626f/),
      ]),
    );
  });
});
