import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
// Jest resolves the aliases itself, so SWC must leave specifiers alone.
delete swc.jsc.paths;
delete swc.jsc.baseUrl;
delete swc.$schema;
delete swc.exclude;

const project = (displayName, roots, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/support/lexical-globals.mjs',
  roots,
  testMatch,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, module: { type: 'es6' }, sourceMaps: 'inline' }],
  },
  moduleNameMapper: {
    '^@trial/contracts/restricted$': '<rootDir>/libs/contracts/src/restricted/index.ts',
    '^@trial/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFilesAfterEnv: ['<rootDir>/test/support/temporal-equality.mjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/test/architecture/canaries'],
  ...more,
});

/** @type {import('jest').Config} */
export default {
  // For every test that says no longer limit: real servers start and stop inside, and what is fast the benchmark measures.
  testTimeout: 180_000,
  // Jest leaves one core free by default, which on a machine of two is half of it.
  maxWorkers: '100%',
  projects: [
    project('unit', ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'], ['**/*.spec.ts'], {
      testPathIgnorePatterns: ['<rootDir>/test/architecture', '<rootDir>/test/verifiers'],
    }),
    project('architecture', ['<rootDir>/test/architecture'], ['**/*.spec.ts']),
    project('verifiers', ['<rootDir>/test/verifiers'], ['**/*.spec.ts']),
    project('deploy', ['<rootDir>/deploy'], ['**/*.spec.mjs']),
    project('service', ['<rootDir>/test/service'], ['**/*.service-spec.ts']),
    project('e2e', ['<rootDir>/test/e2e'], ['**/*.e2e-spec.ts']),
    project('attacker', ['<rootDir>/test/attacker'], ['**/*.attacker-spec.ts']),
    project('chaos', ['<rootDir>/test/chaos'], ['**/*.chaos-spec.ts']),
  ],
};
