/**
 * Who may import whom. Every rule is an error and has a canary under test/architecture/canaries; the table of rules
 * and canaries is test/architecture/README.md. Type-only imports count as imports.
 */

/**
 * What each lib may import: libs below it, npm packages and modules of Node. `process` is not here: it composes a
 * service out of everything in libs/.
 */
const libraries = {
  kernel: { libs: [], npm: ['temporal-polyfill'], node: [] },
  files: { libs: [], npm: [], node: [] },
  contracts: {
    libs: ['kernel'],
    npm: ['zod', 'class-validator', 'class-transformer', 'reflect-metadata'],
    node: [],
  },
  'trial-configuration': { libs: ['kernel'], npm: ['zod', 'yaml'], node: ['fs', 'crypto', 'path'] },
  persistence: {
    libs: ['kernel'],
    // temporal-polyfill: columns and the clock make the values whose types the kernel names.
    npm: ['typeorm', 'pg', '@nestjs/common', '@nestjs/core', 'reflect-metadata', 'temporal-polyfill'],
    node: ['crypto', 'async_hooks', 'timers'],
  },
  messaging: {
    libs: ['kernel', 'contracts', 'persistence'],
    npm: [
      '@nats-io/[^/]+',
      '@nestjs/[^/]+',
      'typeorm',
      'rxjs',
      'zod',
      'class-validator',
      'class-transformer',
      'reflect-metadata',
    ],
    node: ['crypto', 'async_hooks', 'timers'],
  },
  deadlines: {
    libs: ['kernel', 'persistence'],
    npm: ['zod', 'bullmq', 'ioredis', 'typeorm', '@nestjs/[^/]+', 'rxjs', 'reflect-metadata'],
    node: ['crypto', 'timers'],
  },
  encryption: { libs: [], npm: ['zod'], node: ['crypto', 'fs', 'child_process'] },
  http: {
    libs: ['kernel', 'contracts'],
    npm: [
      '@nestjs/[^/]+',
      'fastify',
      '@fastify/[^/]+',
      'class-validator',
      'class-transformer',
      'jose',
      'rxjs',
      'zod',
      'reflect-metadata',
    ],
    node: ['crypto', 'stream'],
  },
};

/** The folders that may know who received what. */
const UNBLINDED = '^apps/(randomisation/src/vault|safety/src/unblinded)/';
const SPEC = '[.][a-z-]*spec[.]ts$';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const npm = (packages) => `(^|/)node_modules/(@types/)?(${packages.join('|')})(/|$)`;

const libraryKeepsToItsList = ([lib, { libs, npm: packages, node }]) =>
  forbid(
    `${lib}-imports-only-its-list`,
    `The list stands at the top of .dependency-cruiser.cjs: ${[...libs, ...packages, ...node].join(', ')}.`,
    { path: `^libs/${lib}/src/`, pathNot: SPEC },
    {
      pathNot: [
        ...[lib, ...libs].map((name) => `^libs/${name}/`),
        ...(packages.length > 0 ? [npm(packages)] : []),
        ...(node.length > 0 ? [`^(${node.join('|')})(/|$)`] : []),
        // Reported by the rules about services and tests.
        '^(apps|test|deploy)/',
      ],
      couldNotResolve: false,
    },
  );

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-circular', 'Two files that need each other are one file.', {}, { circular: true }),
    {
      ...forbid(
        'feature-folders-form-no-cycle',
        'Features of a service may use each other in one direction.',
        { path: '^apps/[^/]+/src/' },
        { circular: true },
      ),
      scope: 'folder',
    },
    forbid(
      'services-do-not-know-each-other',
      'Services meet in events and commands, never in code.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    ),
    forbid('libs-do-not-know-services', 'A lib serves every service.', { path: '^libs/' }, { path: '^apps/' }),
    forbid(
      'libs-only-through-the-front-door',
      'index.ts is what a lib promises; contracts has a second door, restricted/index.ts.',
      { path: '^(apps|libs|test|deploy)/([^/]+)/' },
      {
        path: '^libs/([^/]+)/',
        pathNot: ['^libs/[^/]+/src/index[.]ts$', '^libs/contracts/src/restricted/index[.]ts$', '^libs/$2/'],
      },
    ),
    forbid(
      'domain-is-pure',
      'A rule a physician can review needs no framework: own domain files and the kernel only.',
      { path: '^apps/([^/]+)/.+/domain/', pathNot: SPEC },
      { pathNot: ['^apps/$1/.+/domain/', '^libs/kernel/'], couldNotResolve: false },
    ),
    ...Object.entries(libraries).map(libraryKeepsToItsList),
    forbid(
      'controllers-see-no-tables',
      'A controller says one sentence to a use case or a read.',
      { path: '[.]controller[.]ts$' },
      { path: ['[.]table[.]ts$', npm(['typeorm'])] },
    ),
    forbid(
      'controllers-do-not-see-each-other',
      'What two controllers share is a use case or a read.',
      { path: '[.]controller[.]ts$' },
      { path: '[.]controller[.]ts$' },
    ),
    forbid(
      'migrations-belong-to-the-data-source',
      'A migration is history; code that leans on one would freeze it.',
      { path: '^apps/', pathNot: '/persistence/' },
      { path: '^apps/.+/migrations/' },
    ),
    forbid('no-barrels-in-services', 'An index.ts hides where things are.', {}, { path: '^apps/.+/index[.]ts$' }),
    forbid(
      'production-does-not-import-tests',
      'Test support must not decide what a service does.',
      { path: '^(apps|libs|deploy)/', pathNot: SPEC },
      { path: ['^test/', SPEC] },
    ),
    forbid(
      'production-installs-what-it-imports',
      'An image is built without devDependencies.',
      { path: '^(apps|libs)/[^/]+/src/', pathNot: SPEC },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    forbid(
      'services-do-not-know-the-deployment',
      'A service reads its environment; it never reaches for the launcher.',
      { path: '^(apps|libs)/' },
      { path: '^deploy/' },
    ),
    forbid(
      'blinded-code-cannot-see-allocations',
      'Whoever can read an allocation event is unblinded.',
      { pathNot: [UNBLINDED, '^libs/contracts/', '^test/service/(randomisation|safety)/'] },
      { path: '^libs/contracts/src/restricted/' },
    ),
    forbid(
      'blinded-code-cannot-see-the-vault',
      'In a service with an unblinded module only its *.module.ts may wire it.',
      { path: '^apps/(randomisation|safety)/', pathNot: [UNBLINDED, '^apps/[^/]+/src/[^/]+[.]module[.]ts$'] },
      { path: UNBLINDED },
    ),
    forbid(
      'no-dumping-ground',
      'A file that may hold anything soon does. Name it after what it is about.',
      {},
      { path: '^(apps|libs)(/|/.+/)(utils?|common|shared|helpers?|types|constants|misc)(/|[.]m?[jt]s$)' },
    ),
    forbid(
      'not-to-unresolvable',
      'An import that resolves to nothing escapes every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Anchored: many npm packages keep their code in a folder named dist, and an excluded import is never judged.
    exclude: { path: '^(dist|test/architecture/canaries)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    cache: false,
  },
};
