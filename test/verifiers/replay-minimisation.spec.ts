import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { generateList } from '../../apps/randomisation/src/domain/generate-list.js';
import { minimise } from '../../apps/randomisation/src/domain/minimisation.js';
import type { Minimisation } from '../../apps/randomisation/src/domain/specification.js';
import { serverPrograms } from '../../deploy/local/server-programs.mjs';

const TOOL = join(import.meta.dirname, '../../apps/randomisation/tools/replay_minimisation.py');
/** Found, or installed like the servers. */
const { python3 = 'python3' } = serverPrograms(['python3']);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minimisation-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface MinimisedTrial {
  readonly format: 'trial-minimisation/1';
  readonly specification: Minimisation;
  readonly allocations: readonly { readonly die: number; readonly levels: object; readonly arm: string }[];
}

const anyFactor = (code: string) =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .map(([levels, weight]) => ({ code, levels: ['low', 'middle', 'high'].slice(0, levels), weight }));
const anyTrial: fc.Arbitrary<MinimisedTrial> = fc
  .record({
    ratios: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 }),
    factors: fc.tuple(anyFactor('site'), anyFactor('ulcers'), anyFactor('disease')),
    imbalance: fc.constantFrom('range' as const, 'variance' as const),
    preferencePerThousand: fc.integer({ min: 501, max: 999 }),
    seed: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
    picks: fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 40 }),
  })
  .map(({ ratios, seed, picks, ...design }) => {
    const arms = ratios.map((ratio, i) => ({ code: `arm-${i}`, ratio }));
    const specification: Minimisation = { method: 'minimisation', arms, length: picks.length, ...design };
    const throws = generateList(specification, seed).map(({ arm }, i) => ({
      die: Number(arm),
      levels: Object.fromEntries(
        design.factors.map(({ code, levels }, f) => [code, levels[(picks[i]?.[f] ?? 0) % levels.length] ?? '']),
      ),
    }));
    const taken = minimise(specification, throws);
    const allocations = throws.map((thrown, i) => ({ ...thrown, arm: taken[i]?.arm ?? '' }));
    return { format: 'trial-minimisation/1', specification, allocations };
  });

/** What the replay says of each trial, in order. */
function verdicts(documents: readonly unknown[], ...options: readonly string[]): readonly string[] {
  const files = documents.map((document, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
    return file;
  });
  const { stdout, stderr, status } = spawnSync(python3, [TOOL, ...options, ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0 && status !== 1) throw new Error(`the replay ended with ${status}: ${stderr}`);
  return stdout.trimEnd().split('\n');
}
const without = (line: string) => line.slice(line.indexOf(': ') + 2);

describe('the stand-alone replay of a minimised trial', () => {
  const trials = fc.sample(anyTrial, { numRuns: 200, seed: 20_261 });

  it('comes to the same arms as the platform, in fractions and another language (R04, R05)', () => {
    expect(verdicts(trials, '--arms').map((line): unknown => JSON.parse(line))).toEqual(
      trials.map(({ allocations }) => allocations.map(({ arm }) => arm)),
    );
    expect(verdicts(trials).map(without)).toEqual(
      trials.map(({ allocations }) => `accepted, ${allocations.length} allocations`),
    );
  });

  it('refuses a trial with one arm exchanged, and says at which allocation', () => {
    const exchanged = trials.map(({ allocations, ...trial }, n) => {
      const at = n % allocations.length;
      const others = trial.specification.arms.filter(({ code }) => code !== allocations[at]?.arm);
      const arm = others[n % others.length]?.code;
      return { ...trial, allocations: allocations.map((one, i) => (i === at ? { ...one, arm } : one)) };
    });
    expect(verdicts(exchanged).map(without)).toEqual(
      trials.map(({ allocations }, n) => `refused, allocation ${(n % allocations.length) + 1} has another arm`),
    );
  });

  it('refuses what it cannot read', () => {
    const [trial] = trials;
    const [first, ...rest] = trial?.allocations ?? [];
    const withFirst = (change: object) => ({ ...trial, allocations: [{ ...first, ...change }, ...rest] });
    const documents = [
      'no json',
      { ...trial, format: 'trial-minimisation/2' },
      { ...trial, allocations: 'none' },
      withFirst({ die: -1 }),
      withFirst({ die: 10 ** 12 }),
      withFirst({ die: '5' }),
      withFirst({ levels: {} }),
      withFirst({ levels: { site: 'none', ulcers: 'low', disease: 'low' } }),
    ];
    expect(verdicts(documents).map(without)).toEqual([
      ...Array.from({ length: 3 }, () => 'refused, this is no minimised trial'),
      ...Array.from({ length: 5 }, () => 'refused, allocation 1 is not readable'),
    ]);
  });
});
