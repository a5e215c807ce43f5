import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';

const TOOL = join(checkout, 'apps/scheduling/tools/amendment-impact.mjs');
const V1 = join(checkout, 'deploy/trials/manus.v1.yaml');
const folder = mkdtempSync(join(tmpdir(), 'amendment-'));

/** A second version of the trial, in which the text is changed. */
function amended(change: (text: string) => string): string {
  const text = readFileSync(V1, 'utf8')
    .replace('version: 1', 'version: 2\namendment: { reconsent: not-required, summary: The schedule changes }')
    .replace('assumptions:\n', 'assumptions:\n  amendment: an example\n');
  const path = join(folder, 'manus.v2.yaml');
  writeFileSync(path, change(text));
  return path;
}
const W04 = 'offset: { days: 28 }\n    window: { before: 3, after: 3, unit: days }';
const run = (...words: readonly string[]) => {
  const { SCHEDULING_DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, [TOOL, ...words], { encoding: 'utf8', env });
};

beforeAll(() => build({ folder: slotFolder('test') }));

describe('the impact of an amendment from the command line', () => {
  it('names each visit of the plan that moves, with its window before and after, and no other', () => {
    const v2 = amended((text) =>
      text.replace(W04, 'offset: { days: 29 }\n    window: { before: 1, after: 1, unit: days }'),
    );
    const { stdout, status } = run(V1, v2, '--treated-at', '2026-03-10T09:00:00+01:00');
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().replaceAll(/ {2,}/g, ' | ')),
    ).toEqual([
      'MANUS 1 to 2, new consent not-required: somebody treated at 2026-03-10T09:00:00+01:00 who follows the plan',
      '',
      'participant | visit | change | window before | window after',
      'somebody | W04 | moves | 2026-04-03T22:00:00Z .. 2026-04-10T22:00:00Z | 2026-04-06T22:00:00Z .. 2026-04-09T22:00:00Z',
    ]);
  });

  it('says so when nothing changes', () => {
    expect(
      run(
        V1,
        amended((text) => text),
      ).stdout,
    ).toMatch(/^nothing changes$/m);
  });

  it('refuses a file that breaks a rule with path and rule, exit 1, and a wrong call, exit 2', () => {
    const broken = run(
      V1,
      amended((text) => text.replace(W04, 'offset: { days: 16 }\n    window: { before: 3, after: 3, unit: days }')),
    );
    expect([broken.status, broken.stderr]).toEqual([
      1,
      expect.stringContaining('visits.W04.window: overlaps the window of W02: no visit may fall in two'),
    ]);
    expect(run(V1).status).toBe(2);
    expect(run(V1, V1).status).toBe(2);
    expect(run(V1, join(checkout, 'deploy/trials/tofa-ssc.v1.yaml')).status).toBe(2);
  });
});
