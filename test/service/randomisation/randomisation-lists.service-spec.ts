import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  discloseAllocation,
  extendRandomisationList,
  generateRandomisationList,
  randomiseParticipant,
  readListCommitment,
  readListStatus,
  sealRandomisationList,
  uploadRandomisationList,
  verifyAllocations,
  type GeneratedRandomisationList,
  type Operation,
  type RequestOf,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { writeListFile } from '../../../apps/randomisation/src/domain/list-file.js';
import { generateList } from '../../../apps/randomisation/src/domain/generate-list.js';
import type { ListRow } from '../../../apps/randomisation/src/domain/list-row.js';
import { VaultCipher } from '../../../apps/randomisation/src/vault/encryption/vault-cipher.js';
import { ClaimedEnvironment } from '../../../apps/randomisation/src/vault/persistence/claimed-environment.js';
import { openRow, sealRow } from '../../../apps/randomisation/src/vault/randomisation-lists/sealed-list.js';
import { VaultModule } from '../../../apps/randomisation/src/vault/vault.module.js';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { bundleOf } from '../../../apps/randomisation/src/vault/commitment/open-list.js';
import { aSpecification, Enrolling, keyed, PHARMACIST, SECOND_STATISTICIAN, SEED, STATISTICIAN } from './enrol.js';
import { listTrialsFolder } from './list-trials.js';

/** By name: the contracts of restricted events are closed to whatever is not unblinded, tests included. */
const ALLOCATION_MADE = 'restricted.vault.allocation.made.v1';
const RUNNING_LOW = 'restricted.vault.list.running-low.v1';
const SALT = '5a17'.repeat(16);
const ARMS = [
  { code: 'msc', ratio: 1 },
  { code: 'placebo', ratio: 1 },
];
const BLOCKS = { method: 'permuted-blocks' as const, arms: ARMS, strata: ['all'], blockSizes: [4] };
const BLOCKS_OF_FOUR = { blockSizes: [{ size: 4 }], length: 8 };

const first = (trialId: string): Partial<Context> => ({ ...STATISTICIAN, trialId, sites: ['UMCU', 'UMCN', 'LUMC'] });
const second = (trialId: string): Partial<Context> => ({ ...first(trialId), actor: SECOND_STATISTICIAN.actor });
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Rows as a statistician makes them elsewhere. */
const rowsMadeElsewhere = (length: number): readonly ListRow[] => generateList({ ...BLOCKS, length }, 'e1'.repeat(32));
const fileOf = (rows: readonly ListRow[], more: { environment?: string; trial?: string; salt?: string } = {}) =>
  writeListFile({ environment: 'test', trial: 'UPLOADED', salt: SALT, rows, ...more });

describe('randomisation lists', () => {
  let service: BootedService;
  let cipher: VaultCipher;

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: listTrialsFolder() },
    });
    cipher = service.app.get(VaultCipher, { strict: false });
  });
  afterAll(() => service.stop());

  const seal = (trialId: string, { listId, checksum }: Pick<GeneratedRandomisationList, 'listId' | 'checksum'>) =>
    service.ask(sealRandomisationList, { trialId, listId, checksum }, second(trialId));
  const refusalOf = async <O extends Operation>(operation: O, request: RequestOf<O>, context: Partial<Context>) => {
    const reply = await service.send(operation, request, context);
    return 'rejection' in reply ? reply.rejection : undefined;
  };
  const storedRows = (listId: string) =>
    service.rows<{ stratum: string; position: number; sealedRow: Buffer }>(
      `select stratum, position, sealed_row as "sealedRow" from vault.list_position where list_id = $1 order by stratum, position`,
      [listId],
    );
  const openedRows = async (listId: string) =>
    (await storedRows(listId)).flatMap((position) => openRow(cipher, { listId, ...position }) ?? []);
  const status = (trialId: string) => service.ask(readListStatus, { trialId }, first(trialId));
  const commitment = (trialId: string) => service.ask(readListCommitment, { trialId }, first(trialId));
  const verification = (trialId: string) => service.ask(verifyAllocations, { trialId }, first(trialId));
  const randomise = async (trialId: string) => {
    const site = new Enrolling(service, trialId);
    const participantId = await site.eligible();
    return { participantId, reply: await service.send(randomiseParticipant, { trialId, participantId }, site.who) };
  };
  const armOf = async (trialId: string, participantId: string) => {
    const request = { trialId, participantId, reason: 'preparation of the product' };
    return (await service.ask(discloseAllocation, request, { ...PHARMACIST, trialId })).arm;
  };
  const positions = async (trialId: string) =>
    (
      await service.rows<{ position: number }>(
        `select position from vault.allocation where trial_id = $1 order by sequence`,
        [trialId],
      )
    ).map(({ position }) => position);
  const announced = (type: string, trialId: string) =>
    service.rows<{ event: string }>(
      `select event from (select sequence, type, event from vault.outbox_archive
         union select sequence, type, event from vault.outbox_message) as sent
        where type = $1 and event::jsonb ->> 'trialid' = $2 order by sequence`,
      [type, trialId],
    );
  const behindTheBack = (sql: string) => service.rows(`set session_replication_role = replica; ${sql}`);

  it('are stored as their tables say: the migrations leave the mapping nothing to add', async () => {
    const { dataSource } = service.app.select(VaultModule).get(Transactions, { strict: false });
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    // Checks and indices are said once, by the migrations: that the mapping does not know them is no drift.
    expect(upQueries.map(({ query }) => query).filter((query) => !/DROP (CONSTRAINT|INDEX)/.test(query))).toEqual([]);
  });

  describe('the environment', () => {
    it('is written down by the first process that starts on a database', async () => {
      expect(await service.rows('select environment from vault.vault_environment')).toEqual([{ environment: 'test' }]);
    });

    it('of another process keeps it from starting on what was loaded for a test', async () => {
      const vault = service.app.select(VaultModule).get(Transactions, { strict: false });
      expect(vault.service).toBe('vault');
      const starting = (environment: 'production' | 'test') =>
        new ClaimedEnvironment(vault, new VaultCipher(Buffer.alloc(32), environment)).onModuleInit();
      await expect(starting('production')).rejects.toThrow(
        'this database belongs to environment test, this process to production',
      );
      await expect(starting('test')).resolves.toBeUndefined();
      expect(await service.rows('select environment from vault.vault_environment')).toEqual([{ environment: 'test' }]);
    });

    it('is held by the database: a list that is copied in from another one is not taken', async () => {
      await service.ask(
        generateRandomisationList,
        aSpecification({ trialId: 'SPARE', ...BLOCKS_OF_FOUR }),
        first('SPARE'),
      );
      const copyIn = (environment: string) =>
        service.rows(
          `select set_config('app.' || name, '2025-03-03', false) from unnest(array['now', 'actor', 'role', 'zone', 'cause']) name;
           create temp table copied as select * from vault.randomisation_list where trial_id = 'SPARE' limit 1;
           update copied set id = gen_random_uuid(), trial_id = 'COPIED', environment = '${environment}';
           insert into vault.randomisation_list select * from copied`,
        );
      await expect(copyIn('production')).rejects.toThrow(
        /foreign key constraint "randomisation_list_environment_fkey"/,
      );
      await copyIn('test');
      expect(await service.rows(`select environment from vault.randomisation_list where trial_id = 'COPIED'`)).toEqual([
        { environment: 'test' },
      ]);
    });

    it('of a list that was forced in keeps it from being sealed', async () => {
      const request = aSpecification({ trialId: 'SPARE', ...BLOCKS_OF_FOUR, seed: 'd'.repeat(64) });
      const { listId, checksum } = await service.ask(generateRandomisationList, request, first('SPARE'));
      await behindTheBack(`update vault.randomisation_list set environment = 'production' where id = '${listId}'`);
      expect(
        await refusalOf(sealRandomisationList, { trialId: 'SPARE', listId, checksum }, second('SPARE')),
      ).toMatchObject({ code: 'list-of-another-environment' });
    });

    it('is said by a file, and one of another is refused', async () => {
      const text = fileOf(rowsMadeElsewhere(8), { trial: 'SPARE', environment: 'production' });
      expect(await refusalOf(uploadRandomisationList, { trialId: 'SPARE', text }, first('SPARE'))).toMatchObject({
        code: 'list-of-another-environment',
      });
    });
  });

  describe('a list that is made here', () => {
    it('comes with balance and runs for whoever made it, also when asked again, and without them in what is stored', async () => {
      const request = aSpecification({ trialId: 'ULCERS', ...BLOCKS_OF_FOUR, strata: ['more', 'one'] });
      const key = keyed();
      const made = await service.ask(generateRandomisationList, request, { ...first('ULCERS'), ...key });
      expect(made).toMatchObject({ environment: 'test', trialFile: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
      expect(made.summaries.map(({ stratum, rows, blocks }) => [stratum, rows, blocks])).toEqual([
        ['more', 8, 2],
        ['one', 8, 2],
      ]);
      expect(await service.ask(generateRandomisationList, request, { ...first('ULCERS'), ...key })).toEqual(made);
      const [receipt] = await service.rows<{ answer: string }>(
        `select answer from vault.command_receipt where key = $1`,
        [key.idempotency?.key],
      );
      expect(receipt?.answer).toContain(made.checksum);
      expect(receipt?.answer).not.toMatch(/summaries|blocks|runs/);
    });

    it('has the checksum of its environment, trial file, specification, seed and rows', async () => {
      const specification = { ...BLOCKS, length: 8 };
      const { checksum, trialFile } = await service.ask(
        generateRandomisationList,
        aSpecification({ trialId: 'SPARE', ...BLOCKS_OF_FOUR }),
        first('SPARE'),
      );
      const rows = generateList(specification, SEED).map(({ stratum, position, block, arm }) => [
        stratum,
        position,
        block,
        arm,
      ]);
      expect(checksum).toBe(
        sha256(
          JSON.stringify({
            environment: 'test',
            trial: 'SPARE',
            trialFile,
            algorithm: 'permuted-blocks/1',
            generator: 'chacha20-rfc8439',
            arms: [
              ['msc', 1],
              ['placebo', 1],
            ],
            strata: ['all'],
            blockSizes: [4],
            length: 8,
            seed: SEED,
            rows,
          }),
        ),
      );
      expect(
        await service.rows(
          `select distinct trial_checksum, environment from vault.randomisation_list where trial_id = 'SPARE' and environment = 'test'`,
        ),
      ).toEqual([{ trial_checksum: trialFile, environment: 'test' }]);
    });
  });

  describe('a list that is uploaded', () => {
    const rows = rowsMadeElsewhere(8);
    const text = fileOf(rows);
    const people: string[] = [];
    let listId: string;

    it('is refused with every fault by line, in words that repeat nothing of it', async () => {
      const bad = text
        .split('\n')
        .map((line, i) =>
          i === 4 ? line.replace(/[a-z]+$/, 'aspirin') : i === 6 ? line.replace('UPLOADED', 'OTHER') : line,
        )
        .join('\n');
      const refusal = await refusalOf(uploadRandomisationList, { trialId: 'UPLOADED', text: bad }, first('UPLOADED'));
      expect(refusal).toMatchObject({
        code: 'list-refused',
        field: 'text',
        details: {
          errors: expect.arrayContaining([
            { field: 'lines.5.arm', rule: 'row-unknown-arm' },
            { field: 'lines.7.trial', rule: 'trial-differs' },
          ]) as object[],
        },
      });
      expect(JSON.stringify(refusal)).not.toMatch(/msc|placebo|aspirin|OTHER|5a17/);
      expect(await service.rows(`select 1 from vault.randomisation_list where trial_id = 'UPLOADED'`)).toEqual([]);
    });

    it.each<[string, string]>([
      ['sorted by arm', 'sequence-broken'],
      ['sorted by arm and numbered anew', 'blocks-broken'],
      ['with the columns shifted', 'columns-differ'],
      ['that is shorter than the trial asks for', 'list-too-short'],
    ])('is refused when it is a list %s', async (what, rule) => {
      const byArm = [...rows].sort((a, b) => a.arm.localeCompare(b.arm));
      const spoiled =
        {
          'sorted by arm': fileOf(byArm),
          'sorted by arm and numbered anew': fileOf(byArm.map((row, i) => ({ ...row, position: i + 1 }))),
          'with the columns shifted': text.replaceAll('test,UPLOADED,all,', 'test,UPLOADED,'),
        }[what] ?? fileOf(rows.slice(0, 4));
      expect(
        await refusalOf(uploadRandomisationList, { trialId: 'UPLOADED', text: spoiled }, first('UPLOADED')),
      ).toMatchObject({
        code: 'list-refused',
        details: { errors: expect.arrayContaining([expect.objectContaining({ rule })]) as object[] },
      });
    });

    it('has the checksum of the file, which a second person finds with their own copy', async () => {
      const made = await service.ask(uploadRandomisationList, { trialId: 'UPLOADED', text }, first('UPLOADED'));
      ({ listId } = made);
      expect(made).toMatchObject({
        positions: 8,
        checksum: sha256(text),
        environment: 'test',
        summaries: [{ stratum: 'all', rows: 8, blocks: 2 }],
      });
      expect(
        await refusalOf(
          sealRandomisationList,
          { trialId: 'UPLOADED', listId, checksum: sha256(text) },
          first('UPLOADED'),
        ),
      ).toMatchObject({ code: 'second-person-needed' });
      expect(
        await refusalOf(
          sealRandomisationList,
          { trialId: 'UPLOADED', listId, checksum: sha256(fileOf(rows, { salt: 'f'.repeat(64) })) },
          second('UPLOADED'),
        ),
      ).toMatchObject({ code: 'checksum-differs' });
      await seal('UPLOADED', made);
    });

    it('gives its rows in its order, and verification holds them against file and root', async () => {
      for (let taken = 0; taken < 8; taken++) people.push((await randomise('UPLOADED')).participantId);
      const shown = [];
      for (const participantId of people) shown.push(await armOf('UPLOADED', participantId));
      expect(shown).toEqual(rows.map(({ arm }) => arm));
      expect(await verification('UPLOADED')).toEqual({ listId, allocations: 8, reproduced: true, findings: [] });
    });

    it('is found out when two of its rows were exchanged by somebody who has the key', async () => {
      const before = await openedRows(listId);
      const [one] = before;
      const other = before.find((row) => row.arm !== one?.arm);
      if (!one || !other) throw new Error('the list has one arm');
      const put = ({ stratum, position }: ListRow, { block, arm, salt }: typeof one) => {
        const sealed = sealRow(cipher, listId, { stratum, position, block, arm, salt }).toString('hex');
        return behindTheBack(
          `update vault.list_position set sealed_row = '\\x${sealed}' where list_id = '${listId}' and position = ${position}`,
        );
      };
      await put(one, other);
      await put(other, one);
      const { reproduced, findings } = await verification('UPLOADED');
      expect([reproduced, findings]).toEqual([false, ['checksum-differs', 'root-differs']]);
      await put(one, one);
      await put(other, other);
      expect(await verification('UPLOADED')).toMatchObject({ reproduced: true });
    });

    it('is extended by a file that begins with all of its rows, and by no other', async () => {
      const longer = rowsMadeElsewhere(16);
      const upload = (more: readonly ListRow[], extendsList = listId) =>
        service.send(
          uploadRandomisationList,
          { trialId: 'UPLOADED', text: fileOf(more, { salt: '0f'.repeat(32) }), extendsList },
          first('UPLOADED'),
        );
      expect(await upload(rows)).toMatchObject({ rejection: { code: 'extension-differs' } });
      expect(await upload(longer, randomUUID())).toMatchObject({ rejection: { code: 'list-unknown' } });
      const otherBlocks = generateList({ ...BLOCKS, length: 16 }, 'e2'.repeat(32));
      expect(await upload(otherBlocks)).toMatchObject({ rejection: { code: 'extension-differs' } });
      expect(
        await refusalOf(extendRandomisationList, { trialId: 'UPLOADED', listId, length: 16 }, first('UPLOADED')),
      ).toMatchObject({ code: 'extension-differs' });

      const reply = await upload(longer);
      await seal('UPLOADED', (reply as { ok: GeneratedRandomisationList }).ok);
      const { participantId } = await randomise('UPLOADED');
      expect(await armOf('UPLOADED', participantId)).toBe(longer[8]?.arm);
      expect(await verification('UPLOADED')).toMatchObject({ allocations: 9, reproduced: true });
    });
  });

  describe('a list that is topped up', () => {
    let list: GeneratedRandomisationList;
    let used: Awaited<ReturnType<typeof storedRows>>;
    let longer: GeneratedRandomisationList;
    let shorter: GeneratedRandomisationList;
    const extend = (length: number, context = first('TOPUP')) =>
      service.send(extendRandomisationList, { trialId: 'TOPUP', listId: list.listId, length }, context);
    const made = async (length: number) => ((await extend(length)) as { ok: GeneratedRandomisationList }).ok;

    it('runs low first: the warning comes once, in ids', async () => {
      list = await new Enrolling(service, 'TOPUP').sealedList(BLOCKS_OF_FOUR);
      for (let taken = 0; taken < 6; taken++) await randomise('TOPUP');
      const before = await status('TOPUP');
      expect(before.strata).toEqual([{ stratum: 'all', rows: 8, used: 6, left: 2, low: false }]);
      await randomise('TOPUP');
      await eventually(async () => expect(await announced(RUNNING_LOW, 'TOPUP')).toHaveLength(1));
      await randomise('TOPUP');
      await eventually(async () => expect(await announced(ALLOCATION_MADE, 'TOPUP')).toHaveLength(8));
      expect(await announced(RUNNING_LOW, 'TOPUP')).toHaveLength(1);
      expect((await status('TOPUP')).strata).toEqual([{ stratum: 'all', rows: 8, used: 8, left: 0, low: true }]);
      const [said] = await announced(RUNNING_LOW, 'TOPUP');
      expect((JSON.parse(said?.event ?? '{}') as { data: object }).data).toEqual({
        trialId: 'TOPUP',
        siteId: 'UMCU',
        listId: list.listId,
      });
      expect((await randomise('TOPUP')).reply).toMatchObject({ rejection: { code: 'list-exhausted' } });
    });

    it('is refused when it would not grow, or is not the sealed list of the trial', async () => {
      expect(await extend(8)).toMatchObject({ rejection: { code: 'extension-differs' } });
      expect(await extend(4)).toMatchObject({ rejection: { code: 'extension-differs' } });
      expect(
        await refusalOf(
          extendRandomisationList,
          { trialId: 'TOPUP', listId: randomUUID(), length: 16 },
          first('TOPUP'),
        ),
      ).toMatchObject({ code: 'list-unknown' });
    });

    it('has no further row until a second person made the longer list again and released it', async () => {
      used = await storedRows(list.listId);
      [longer, shorter] = [await made(16), await made(12)];
      expect([longer.positions, shorter.positions]).toEqual([16, 12]);
      expect(longer.summaries).toMatchObject([{ stratum: 'all', rows: 16, blocks: 4 }]);
      expect((await randomise('TOPUP')).reply).toMatchObject({ rejection: { code: 'list-exhausted' } });
      const { listId, checksum } = longer;
      expect(
        await refusalOf(sealRandomisationList, { trialId: 'TOPUP', listId, checksum }, first('TOPUP')),
      ).toMatchObject({ code: 'second-person-needed' });
      expect(
        await refusalOf(sealRandomisationList, { trialId: 'TOPUP', listId, checksum: list.checksum }, second('TOPUP')),
      ).toMatchObject({ code: 'checksum-differs' });
      expect(await storedRows(list.listId)).toEqual(used);
    });

    it('goes on where it ended: every row of before is there byte for byte, and the next one is given', async () => {
      const { root } = await commitment('TOPUP');
      const released = await seal('TOPUP', longer);
      const now = await storedRows(list.listId);
      expect(now.slice(0, 8)).toEqual(used);
      expect(now).toHaveLength(16);
      expect(await commitment('TOPUP')).toMatchObject({ root, extensions: [{ root: released.root }] });
      expect(released.root).not.toBe(root);

      const { participantId, reply } = await randomise('TOPUP');
      expect(reply).toHaveProperty('ok');
      expect(await positions('TOPUP')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const expected = generateList({ ...BLOCKS, length: 16 }, SEED);
      expect(await armOf('TOPUP', participantId)).toBe(expected[8]?.arm);
      expect(await verification('TOPUP')).toMatchObject({ allocations: 9, reproduced: true, findings: [] });
    });

    it('opens against both roots: the rows of before against the first, all rows against the second', async () => {
      const { root, extensions = [], listId } = await commitment('TOPUP');
      const rows = await openedRows(listId);
      expect(verifier(bundleOf({ trial: 'TOPUP', list: listId }, rows.slice(0, 8)), root)).toBe('accepted, 8 rows');
      expect(verifier(bundleOf({ trial: 'TOPUP', list: listId }, rows), extensions[0]?.root ?? '')).toBe(
        'accepted, 16 rows',
      );
    });

    it('takes no longer list that was made before it grew and does not go on from it', async () => {
      const { listId, checksum } = shorter;
      expect(
        await refusalOf(sealRandomisationList, { trialId: 'TOPUP', listId, checksum }, second('TOPUP')),
      ).toMatchObject({ code: 'extension-differs' });
      expect(await storedRows(list.listId)).toHaveLength(16);
      expect(
        await refusalOf(
          sealRandomisationList,
          { trialId: 'TOPUP', listId: longer.listId, checksum: longer.checksum },
          second('TOPUP'),
        ),
      ).toMatchObject({ code: 'list-already-sealed' });
    });

    it('warns again when the further rows run low', async () => {
      for (let taken = 9; taken < 13; taken++) await randomise('TOPUP');
      await eventually(async () => expect(await announced(RUNNING_LOW, 'TOPUP')).toHaveLength(2));
      expect((await status('TOPUP')).strata).toMatchObject([{ rows: 16, used: 13, low: true }]);
      expect((await status('TOPUP')).shortOfTarget).toBe(false);
    });
  });

  it('is topped up once more while people are randomised: each gets the next row, or is told that there is none', async () => {
    const { listId } = await commitment('TOPUP');
    const longer = await service.ask(extendRandomisationList, { trialId: 'TOPUP', listId, length: 24 }, first('TOPUP'));
    const site = new Enrolling(service, 'TOPUP');
    const people = await Promise.all(Array.from({ length: 6 }, () => site.eligible()));
    const [, ...replies] = await Promise.all([
      seal('TOPUP', longer),
      ...people.map((participantId) =>
        service.send(randomiseParticipant, { trialId: 'TOPUP', participantId }, site.who),
      ),
    ]);
    const refused = replies.flatMap((reply) => ('rejection' in reply ? [reply.rejection.code] : []));
    expect(refused.filter((code) => code !== 'list-exhausted')).toEqual([]);
    const given = await positions('TOPUP');
    expect(given).toHaveLength(13 + 6 - refused.length);
    expect(given).toEqual(given.map((_, i) => i + 1));
    expect((await commitment('TOPUP')).extensions).toHaveLength(2);
    expect(await verification('TOPUP')).toMatchObject({ reproduced: true, findings: [] });
  });

  it('is read by nobody without a record of who did', async () => {
    const before = await service.rows('select id from vault.list_reading');
    await status('TOPUP');
    await service.ask(verifyAllocations, { trialId: 'TOPUP' }, second('TOPUP'));
    const since = await service.rows(
      `select operation, read_by, list_id is not null as listed from vault.list_reading
        where not id = any ($1::uuid[]) order by operation`,
      [before.map(({ id }) => id)],
    );
    expect(since).toEqual([
      { operation: 'read-list-status', read_by: STATISTICIAN.actor, listed: true },
      { operation: 'verify-allocations', read_by: SECOND_STATISTICIAN.actor, listed: true },
    ]);
  });

  it('says nothing to a role that is blinded', async () => {
    const requests: [Operation, object][] = [
      [uploadRandomisationList, { trialId: 'MANUS', text: 'a' }],
      [extendRandomisationList, { trialId: 'MANUS', listId: randomUUID(), length: 50 }],
      [readListStatus, { trialId: 'MANUS' }],
    ];
    for (const [operation, request] of requests)
      for (const role of ['investigator', 'administrator', 'data-manager', 'pharmacist'])
        expect(await service.send(operation, request, { role })).toMatchObject({
          rejection: { code: 'role-not-allowed' },
        });
  });

  it('lies in the vault with no arm, seed or salt in clear, in any column of any table', async () => {
    const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex');
    const secrets = [
      /\bmsc\b/i,
      /\bplacebo\b/i,
      ...[SEED, SALT, '0f'.repeat(32)].flatMap((it) => [new RegExp(it, 'i'), new RegExp(hex(it))]),
    ];
    const tables = await service.rows<{ place: string }>(
      `select format('%I.%I', schemaname, tablename) as place from pg_tables where schemaname in ('enrolment', 'vault') order by 1`,
    );
    const found: string[] = [];
    for (const { place } of tables) {
      const [dump] = await service.rows<{ text: string | null }>(
        `select string_agg(row::text, E'\\n') as text from ${place} row`,
      );
      for (const secret of secrets) if (secret.test(dump?.text ?? '')) found.push(`${place} ${String(secret)}`);
    }
    expect(tables.map(({ place }) => place)).toEqual(
      expect.arrayContaining(['vault.list_reading', 'vault.list_warning', 'vault.vault_environment']),
    );
    expect(found).toEqual([]);
  });
});

/** What the stand-alone verifier says of a bundle. */
function verifier(bundle: object, root: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'list-')), 'bundle.json');
  writeFileSync(file, JSON.stringify(bundle));
  const tool = join(import.meta.dirname, '../../../apps/randomisation/tools/verify-list.mjs');
  const { stdout } = spawnSync(process.execPath, [tool, file, '--root', root], { encoding: 'utf8' });
  return stdout.trimEnd().slice(file.length + 2);
}
