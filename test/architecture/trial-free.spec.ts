import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CANARIES, REPOSITORY } from './run-tools.js';
import { dumpingGrounds, filesBelow, linesNaming } from './scan-tree.js';

const TREE = join(CANARIES, 'tree');

/** `deploy/trials/<trial>.v<version>.yaml`: a new trial is looked for from the day it has a file. */
const trialsWithAFile = readdirSync(join(REPOSITORY, 'deploy/trials')).flatMap(
  (file) => /^(.+)\.v\d+\.yaml$/.exec(file)?.[1] ?? [],
);

describe('the code of apps and libs', () => {
  const paths = filesBelow(REPOSITORY, ['apps', 'libs']);

  it('does not name the trial it was first built for, not even in a test or a note', () => {
    expect(linesNaming(['manus'], REPOSITORY, paths)).toEqual([]);
  });

  it('names no trial that has a file: another trial is another file', () => {
    const code = paths.filter((path) => /\.m?[jt]s$/.test(path) && !path.endsWith('.spec.ts'));

    expect(trialsWithAFile).toContain('manus');
    expect(linesNaming(trialsWithAFile, REPOSITORY, code)).toEqual([]);
  });

  it('has no place that may hold anything', () => {
    expect(dumpingGrounds(filesBelow(REPOSITORY, ['apps', 'libs', 'deploy', 'test']))).toEqual([]);
  });
});

describe('the scanner', () => {
  const paths = filesBelow(TREE, ['apps', 'libs']);

  it('finds a trial in code, specs, notes, file names and identifiers, and leaves manuscripts alone', () => {
    expect([...linesNaming(['manus', 'other-trial'], TREE, paths)].sort()).toEqual([
      'apps/scheduling/README.md:1',
      'apps/scheduling/src/visits/manus-window.ts',
      'apps/scheduling/src/visits/visit-window.spec.ts:2',
      'apps/scheduling/src/visits/visit-window.ts:2',
      'apps/scheduling/src/visits/visit-window.ts:3',
      'apps/scheduling/src/visits/visit-window.ts:4',
    ]);
  });

  it('finds folders and files that may hold anything, and barrels of services', () => {
    expect([...dumpingGrounds(paths)].sort()).toEqual([
      'apps/scheduling/src/common/days.ts',
      'apps/scheduling/src/visits/index.ts',
      'libs/http/src/helpers.spec.ts',
      'libs/http/src/types.ts',
    ]);
  });
});
