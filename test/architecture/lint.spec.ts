import { join } from 'node:path';
import { lintCanaries } from './lint-canaries.js';
import { CANARIES, houseFindings, lintTree } from './run-tools.js';

/** `npm run lint` runs the same configuration over the tree itself. */
describe('the rules of style', () => {
  let told: Readonly<Record<string, readonly string[]>>;

  beforeAll(async () => {
    told = await lintTree(join(CANARIES, 'lint'));
  }, 600_000);

  it.each(Object.entries(lintCanaries))('%s is told exactly what is wrong with it', (file, findings) => {
    expect(told[file]).toEqual(findings);
  });

  it('are tried on no file without an expectation', () => {
    expect(Object.keys(told).sort()).toEqual(Object.keys(lintCanaries).sort());
  });

  it('have a canary for every rule the house adds', async () => {
    const caught = new Set(Object.values(lintCanaries).flat());

    expect((await houseFindings()).filter((finding) => !caught.has(finding))).toEqual([]);
  });
});
