import { check, jest, together } from './stages.mjs';

const CACHE = 'node_modules/.cache/checks';
const npx = (name, program, ...args) => check(name, process.execPath, `node_modules/${program}`, ...args);

const types = npx(
  'types',
  'typescript/bin/tsc',
  '-p',
  'tsconfig.json',
  '--incremental',
  '--tsBuildInfoFile',
  `${CACHE}/types.tsbuildinfo`,
);
const format = npx(
  'format',
  'prettier/bin/prettier.cjs',
  '--check',
  '--log-level',
  'warn',
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  `${CACHE}/format`,
  '.',
);

/** ESLint looks at every file; rules that ask for types depend on more than the file they speak of. */
const lint = npx('lint', 'eslint/bin/eslint.js', '.');
/** Looks only at files that changed, so what a change breaks elsewhere shows in `npm test`. */
const lintOfChanges = npx(
  'lint of changed files',
  'eslint/bin/eslint.js',
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  `${CACHE}/lint`,
  '.',
);

/** What can be said without a server, for every save: under a minute when it has run before. */
export const quickStages = [together(jest('unit'), lintOfChanges, types, format)];
/** Everything that can be said without a server, with nothing remembered of the linter's last run; and that every rule of the house bites. */
export const thoroughStages = [together(jest('unit'), lint, types, format, jest('architecture'), jest('verifiers'))];
