import { check, jest } from './stages.mjs';

const npx = (name, program, ...args) => check(name, process.execPath, `node_modules/${program}`, ...args);

/** What can be said without a server: under a minute, for every save. */
export const quickStages = [
  npx('types', 'typescript/bin/tsc', '-p', 'tsconfig.json'),
  npx('lint', 'eslint/bin/eslint.js', '.'),
  npx('format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  jest('unit'),
];
