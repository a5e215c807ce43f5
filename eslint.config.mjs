import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/*
 * Style a machine can check. Every rule this file adds to the presets (blocks named `house/…`) has a canary under
 * test/architecture/canaries/lint; the table is test/architecture/README.md.
 */

const because = (selector, message) => ({ selector, message });

const houseSyntax = [
  because('TSEnumDeclaration', 'A union of literals instead of an enum.'),
  because('ExportAllDeclaration', 'A front door names what it offers: no export *.'),
  because('ExportDefaultDeclaration', 'A name says what is imported: no default export.'),
  because('ExportSpecifier[exported.name="default"]', 'A name says what is imported: nothing is exported as default.'),
];

/** A rule is a synchronous function of its arguments; time, chance and identity come in. */
const pureSyntax = [
  because('NewExpression[callee.name="Date"][arguments.length=0]', 'Time comes in as an argument: no new Date().'),
  because('CallExpression[callee.name="Date"]', 'Time comes in as an argument: no Date().'),
  because(':function[async=true]', 'A rule answers at once: no async.'),
  because('AwaitExpression, ForOfStatement[await=true]', 'A rule answers at once: no await.'),
  because('Identifier[name="Promise"]', 'A rule answers at once: no Promise.'),
];

const pureProperties = [
  { object: 'Date', property: 'now', message: 'Time comes in as an argument: no Date.now.' },
  { object: 'Temporal', property: 'Now', message: 'Time comes in as an argument: no Temporal.Now.' },
  { object: 'performance', property: 'now', message: 'Time comes in as an argument: no performance.now.' },
  { object: 'Math', property: 'random', message: 'Chance comes in as a seeded generator: no Math.random.' },
];

const impureGlobals = [
  ...['process', 'globalThis', 'crypto', 'fetch'].map((name) => ({
    name,
    message: `A rule knows no world: no ${name}.`,
  })),
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({
    name,
    message: `A rule does not wait: no ${name}.`,
  })),
];

const UNUSED = { ignoreRestSiblings: true, argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' };

const SPECS = ['**/*.spec.ts', '**/*.*-spec.ts'];
/** Data in code's clothes: the compiler checks its types; there is nothing in it to reason about. */
const DATA = ['**/ctcae/{v,terms-v}[0-9]*.ts', '**/*.data.ts', '**/generated/**'];
/** Long for a reason: the items of an instrument, the SQL of a migration, a line for everything the contracts name. */
const LONG = ['**/items.ts', '**/migrations/*.ts', 'libs/contracts/src/{index,catalogue}.ts'];
/** Lists of declarations: the front door of a lib, the operations of a service. */
const DECLARATIONS = ['libs/*/src/index.ts', '**/*.operations.ts'];
/** What the tools take as default export. */
const CONFIGURATION = ['*.config.{js,mjs}', '.dependency-cruiser.cjs', 'test/support/lexical-globals.mjs'];

const nodeGlobals = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']));

export default defineConfig(
  globalIgnores([
    '**/node_modules/',
    '**/dist/',
    '**/coverage/',
    '.local/',
    '.reports/',
    'test/architecture/canaries/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    name: 'house/everywhere',
    rules: {
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...houseSyntax],
      eqeqeq: 'error',
      'no-eval': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { ...nodeGlobals, require: 'readonly', module: 'writable' } },
    rules: { 'no-unused-vars': ['error', UNUSED] },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  {
    name: 'house/typescript',
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A file with decorators is left alone by this rule (it reads emitDecoratorMetadata): Nest needs the class of a
      // constructor parameter at run time.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      // Both walk every assigned type and take half of the time; there are no enums here to protect.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Nest modules, and requests without parameters, are classes with nothing in them.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A number in text, digit by digit.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
    },
  },
  {
    name: 'house/services',
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: SPECS,
    rules: { 'no-console': 'error' },
  },
  {
    name: 'house/pure',
    files: ['**/domain/**/*.ts', 'libs/kernel/src/**/*.ts'],
    ignores: SPECS,
    rules: {
      'no-restricted-syntax': ['error', ...houseSyntax, ...pureSyntax],
      'no-restricted-properties': ['error', ...pureProperties],
      'no-restricted-globals': ['error', ...impureGlobals],
      // `as const` claims nothing and stays allowed.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    },
  },
  {
    files: SPECS,
    rules: {
      'max-lines': 'off',
      // expect.any and the columns of it.each are typed any; unbound methods are what spies are asked about.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: DECLARATIONS,
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
  },
  { files: [...DATA, ...LONG], rules: { 'max-lines': 'off' } },
  { files: DATA, extends: [tseslint.configs.disableTypeChecked] },
  { files: CONFIGURATION, rules: { 'no-restricted-syntax': 'off' } },
  prettier,
);
