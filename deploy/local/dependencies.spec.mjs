import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areInstalled } from './dependencies.mjs';

describe('whether the dependencies are installed', () => {
  let folder;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dependencies-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const lockfile = (packages, second) => write(join(folder, 'package-lock.json'), packages, second);
  const installed = (packages, second) => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    write(join(folder, 'node_modules', '.package-lock.json'), packages, second);
  };
  const write = (file, packages, second) => {
    writeFileSync(file, JSON.stringify({ packages }));
    utimesSync(file, second, second);
  };
  const pg = (version) => ({ 'node_modules/pg': { version } });

  it('says no without node_modules', () => {
    lockfile({ '': {}, ...pg('8.0.0') }, 1);
    expect(areInstalled(folder)).toBe(false);
  });

  it('says yes when they were installed after the lockfile was written', () => {
    lockfile({ '': {}, ...pg('8.0.0') }, 1);
    installed(pg('8.0.0'), 2);
    expect(areInstalled(folder)).toBe(true);
  });

  it('says yes when the lockfile looks newer but asks for what is there', () => {
    const elsewhere = { 'node_modules/for-another-platform': { version: '1.0.0', optional: true } };
    lockfile({ '': {}, ...pg('8.0.0'), ...elsewhere }, 2);
    installed(pg('8.0.0'), 1);
    expect(areInstalled(folder)).toBe(true);
  });

  it.each([
    ['another version', pg('9.0.0')],
    ['one more package', { ...pg('8.0.0'), 'node_modules/zod': { version: '4.0.0' } }],
    ['one package less', {}],
  ])('says no when a newer lockfile asks for %s', (_what, wanted) => {
    lockfile({ '': {}, ...wanted }, 2);
    installed(pg('8.0.0'), 1);
    expect(areInstalled(folder)).toBe(false);
  });
});
