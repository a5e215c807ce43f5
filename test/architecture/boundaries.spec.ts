import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaryCanaries } from './boundary-canaries.js';
import { CANARIES, REPOSITORY, cruiseTree, type Cruise } from './run-tools.js';

describe('the boundaries between folders', () => {
  let tree: Cruise;
  let canaries: Cruise;

  beforeAll(async () => {
    [tree, canaries] = await Promise.all([cruiseTree(REPOSITORY), cruiseTree(join(CANARIES, 'boundaries'))]);
  }, 600_000);

  it('are kept everywhere', () => {
    expect(tree.broken).toEqual({});
  });

  it('are looked for in every app and lib', () => {
    const visited = new Set(tree.modules.map((path) => /^(?:apps|libs)\/[^/]+/.exec(path)?.[0]));

    expect([...visited]).toEqual(
      expect.arrayContaining(['apps/safety', 'apps/randomisation', 'libs/kernel', 'libs/contracts']),
    );
    expect(tree.modules.filter((path) => path.includes('/canaries/'))).toEqual([]);
  });

  it.each(Object.keys(boundaryCanaries))('%s is broken by its canaries and by nothing else', (rule) => {
    expect([...(canaries.broken[rule] ?? [])].sort()).toEqual([...(boundaryCanaries[rule] ?? [])].sort());
  });

  it('have a canary for every rule', () => {
    expect([...tree.rules].sort()).toEqual(Object.keys(boundaryCanaries).sort());
    expect(Object.keys(canaries.broken).sort()).toEqual(Object.keys(boundaryCanaries).sort());
  });

  it('stand in the README with their canaries', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    const importers = Object.values(boundaryCanaries).flatMap((edges) =>
      edges.map((edge) => edge.split(' → ')[0] ?? edge),
    );

    expect([...Object.keys(boundaryCanaries), ...importers].filter((name) => !readme.includes(`\`${name}\``))).toEqual(
      [],
    );
  });
});
