import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateList } from '../../apps/randomisation/src/domain/generate-list.js';
import type { Specification } from '../../apps/randomisation/src/domain/specification.js';
import { checksumOf } from '../../apps/randomisation/src/vault/randomisation-lists/checksum.js';
import { serverPrograms } from '../../deploy/local/server-programs.mjs';

const { python3 = 'python3' } = serverPrograms(['python3']);
const TOOL = join(import.meta.dirname, '../../apps/randomisation/tools/make_list.py');
const SEEDS = ['00'.repeat(32), '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'f0'.repeat(32)];
const BASIS = { environment: 'test', trial: 'TRIAL', trialFile: 'ab'.repeat(32) };

const arms = (...ratios: readonly number[]) => ratios.map((ratio, i) => ({ code: `arm-${i}`, ratio }));
const strata = ['ulcers/one', 'größer', 'all'];
const factors = [
  { code: 'site', levels: ['ONE', 'TWO'], weight: 2 },
  { code: 'ulcers', levels: ['one', 'more'], weight: 1 },
];
const minimisation = { method: 'minimisation', factors, imbalance: 'range', preferencePerThousand: 800 } as const;
const specifications: [what: string, specification: Specification][] = [
  ['permuted blocks', { method: 'permuted-blocks', arms: arms(1, 1), strata, blockSizes: [6, 4], length: 40 }],
  ['blocks of three arms', { method: 'permuted-blocks', arms: arms(3, 2, 1), strata, blockSizes: [12, 6], length: 50 }],
  ['simple randomisation', { method: 'simple', arms: arms(2, 1), strata, length: 100 }],
  ['minimisation', { ...minimisation, arms: arms(1, 1), length: 200 }],
  ['minimisation in 3:2:1', { ...minimisation, arms: arms(6, 4, 2), length: 200 }],
];

describe('a list made again in another language', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'make-list-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the tool prints, by lines. */
  function madeAgain(specification: Specification, seed: string, ...more: readonly string[]): readonly string[] {
    const files = { specification: join(folder, 'specification.json'), seed: join(folder, 'seed.txt') };
    const written = {
      ...BASIS,
      ...specification,
      arms: specification.arms.map(({ code, ratio }) => [code, ratio]),
      ...('factors' in specification
        ? { factors: specification.factors.map(({ code, levels, weight }) => [code, levels, weight]) }
        : {}),
    };
    writeFileSync(files.specification, JSON.stringify(written));
    writeFileSync(files.seed, `${seed}\n`);
    const { stdout, stderr, status } = spawnSync(python3, [TOOL, files.specification, '--seed', files.seed, ...more], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`make_list.py ended with ${status}: ${stderr}`);
    return stdout.trimEnd().split('\n');
  }

  it.each(specifications)('has the checksum that the vault tells: %s', (_, specification) => {
    for (const seed of SEEDS) {
      const rows = generateList(specification, seed);
      const origin = { ...BASIS, kind: 'generated', specification, seed } as const;
      expect(madeAgain(specification, seed)).toEqual([checksumOf(origin, rows)]);
    }
  });

  it.each(specifications)('is the same row by row: %s', (_, specification) => {
    const [seed = ''] = SEEDS;
    const [, columns, ...rows] = madeAgain(specification, seed, '--rows');
    expect(columns).toBe('stratum,position,block,arm');
    expect(rows).toEqual(
      generateList(specification, seed).map(({ stratum, position, block, arm }) =>
        [stratum, position, block, arm].join(','),
      ),
    );
  });

  it('has another checksum in another environment, of another trial file and from another seed', () => {
    const [, [, specification]] = specifications as [unknown, [string, Specification]];
    const [one = '', other = ''] = SEEDS;
    const rows = generateList(specification, one);
    const origin = { ...BASIS, kind: 'generated', specification, seed: one } as const;
    const checksums = [
      checksumOf(origin, rows),
      checksumOf({ ...origin, environment: 'production' }, rows),
      checksumOf({ ...origin, trialFile: 'cd'.repeat(32) }, rows),
      ...madeAgain(specification, other),
    ];
    expect(new Set(checksums).size).toBe(4);
  });
});
