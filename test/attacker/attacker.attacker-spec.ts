import { readFileSync, rmSync } from 'node:fs';
import { VaultCipher } from '../../apps/randomisation/src/vault/encryption/vault-cipher.js';
import { openRow } from '../../apps/randomisation/src/vault/randomisation-lists/sealed-list.js';
import { vaultKeyFile } from '../../deploy/local/secrets.mjs';
import { resetStack } from '../../deploy/local/stack.mjs';
import { Attacker, type Verdict } from './attack.js';
import { copiesFolder, filesOf, logsOf, streamsOf, tablesOf, type DumpedFile, type Row, type Table } from './dump.js';
import type { Feature } from './features.js';
import { FileTraces } from './file-traces.js';
import { allocationsIn, type Allocation } from './owners.js';
import { PLANTS } from './plants.js';
import { readFiles } from './read-files.js';
import { formsOf, secretsIn, type Form } from './secret-search.js';
import type { Truth } from './statistics.js';
import { ARM_NAMES, ARMS } from './renamed-arms.js';
import { runTrial, SLOT } from './trial-under-attack.js';
import { writeReport } from './write-report.js';

const PEOPLE = 2_100;
/** The two-sided level of the whole attack: by chance alone, one run in a thousand fails. */
const LEVEL = 0.001;
/** What a planted leak must fall below. */
const CERTAIN = 1e-6;

describe('whoever has every database, stream, backup, log and Redis, and not the key', () => {
  let tables: readonly Table[];
  let files: readonly DumpedFile[];
  let allocations: readonly Allocation[];
  let attacker: Attacker;
  let truth: Truth;
  let forms: readonly Form[];
  let traces: readonly Feature[];
  let secrets: readonly string[];
  let verdicts: readonly Verdict[];
  const report: { name: string; verdicts: readonly Verdict[] }[] = [];
  const copies = copiesFolder();
  const read = { bytes: 0, files: 0, rows: 0, tables: 0 };

  beforeAll(async () => {
    const trial = await runTrial(PEOPLE);
    try {
      expect(trial.verification).toMatchObject({ allocations: PEOPLE, reproduced: true });
      await trial.settled();
      const stored = await tablesOf(trial.stack, copies);
      tables = [...stored, ...(await streamsOf(trial.nats)), ...logsOf(trial.stack)];
    } finally {
      await trial.stop();
    }
    files = filesOf(trial.stack, copies);

    // Not of the dump: what the arms were, by the key that lies elsewhere.
    const key = Buffer.from(readFileSync(vaultKeyFile(trial.stack.folder), 'utf8'), 'base64');
    allocations = allocationsIn(tables);
    truth = truthOf(new VaultCipher(key, 'test'), allocations, tables);
    forms = [
      ...[...ARMS, ...ARM_NAMES].flatMap((word) => formsOf(word, Buffer.from(word))),
      ...formsOf('seed as text', Buffer.from(trial.seed)),
      ...formsOf('seed', Buffer.from(trial.seed, 'hex')),
      ...formsOf('key', key),
    ];
    const found = readFiles(files, new FileTraces(allocations), forms);
    ({ traces, secrets } = found);
    Object.assign(read, { bytes: found.bytes, files: files.length, tables: tables.length });
    read.rows = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    attacker = new Attacker(tables, truth);
    verdicts = attacker.attack(tables, traces);
    report.push({ name: 'the dump as it is', verdicts });
  }, 1_200_000);

  afterAll(async () => {
    writeReport({ people: allocations.length, read, secrets, forms: forms.length, attacks: report });
    rmSync(copies, { recursive: true });
    await resetStack({ slot: SLOT, log: () => undefined });
  });

  it('has everything: each allocation in tables, streams, write-ahead log, append-only file and logs', () => {
    expect(allocations).toHaveLength(PEOPLE);
    expect(truth.arm.reduce((sum, arm) => sum + arm, 0)).toBeGreaterThan(PEOPLE / 2 - 10);
    const named = traces.map(({ name }) => name);
    for (const place of [
      /^postgres\/pg_wal/,
      /^postgres\/base/,
      /^nats\/.*msgs/,
      /^copies\/randomisation.vault.allocation/,
    ])
      expect(named).toEqual(expect.arrayContaining([expect.stringMatching(place)]));
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^redis\/.*aof/), expect.stringMatching(/^logs\/randomisation/)]),
    );
  });

  it('finds no arm, no seed and no key, in no file and in no way of writing it', () => {
    expect(secrets).toEqual([]);
  });

  it('tells the arms no better than chance, by no classifier', () => {
    for (const { classifier, tried } of verdicts) expect([classifier, tried]).not.toEqual([classifier, 0]);
    expect(verdicts.filter(({ adjusted }) => adjusted <= LEVEL)).toEqual([]);
  });

  describe('would have found', () => {
    it.each(PLANTS)('$name', ({ name, kind, into }) => {
      const planted = attacker.attack(into(tables, allocations, truth.arm), traces);
      report.push({ name, verdicts: planted });
      expect(planted.find(({ classifier }) => classifier === kind)?.adjusted).toBeLessThan(CERTAIN);
      expect(planted.find(({ classifier }) => classifier === 'the best of half')?.adjusted).toBeLessThan(CERTAIN);
    });

    it('the arm in clear, for everybody: it is right every time', () => {
      const clear = report.find(({ name }) => name === PLANTS[0]?.name)?.verdicts;
      expect(clear?.find(({ classifier }) => classifier === 'the best of half')?.accuracy).toBe(1);
      expect(clear?.find(({ classifier }) => classifier === 'all together')?.accuracy).toBeGreaterThan(0.99);
    });

    it('a file in which what is written for one arm is a byte longer', () => {
      const lines = allocations.map(
        ({ participantId }, owner) => `${participantId}${'.'.repeat(9 + (truth.arm[owner] ?? 0))}`,
      );
      const bytes = Buffer.from(lines.join('\n'));
      const planted = [...new FileTraces(allocations).in({ name: 'planted', bytes: () => bytes }, bytes)];
      const found = attacker.attack([], planted);
      report.push({ name: 'a byte more in a file', verdicts: found });
      expect(found.find(({ classifier }) => classifier === 'traces in files')?.adjusted).toBeLessThan(CERTAIN);
    });

    it('each secret in each way of writing it, once in a file of many', () => {
      for (const { secret, as, bytes } of forms) {
        const noise = Buffer.from('x'.repeat(1_000));
        const file = { name: 'planted', bytes: () => noise };
        const found = secretsIn(file, Buffer.concat([noise, bytes, noise]), forms);
        expect(found).toContain(`planted at 1000: ${secret}, ${as}`);
      }
    });
  });
});

/** Which arm each allocation is, and the block it was drawn in, from the rows as the key opens them. */
function truthOf(cipher: VaultCipher, allocations: readonly Allocation[], tables: readonly Table[]): Truth {
  const stored = tables.find(({ name }) => name.endsWith('.vault.list_position'))?.rows ?? [];
  const sealed = new Map(stored.map((row: Row) => [Number(row['position']), String(row['sealed_row'])]));
  const rows = allocations.map(({ listId, stratum, position }) => {
    const sealedRow = Buffer.from((sealed.get(position) ?? '').replace('\\x', ''), 'hex');
    const row = openRow(cipher, { listId, stratum, position, sealedRow });
    if (!row) throw new Error(`position ${position} does not open`);
    return row;
  });
  const blocks = [...new Set(rows.map(({ block }) => block))];
  return {
    arm: Uint8Array.from(rows, ({ arm }) => (arm === ARMS[0] ? 1 : 0)),
    block: Int32Array.from(rows, ({ block }) => blocks.indexOf(block)),
    blocks: blocks.length,
  };
}
