/**
 * The deliberate violations under canaries/boundaries, by the rule each of them breaks: `importer → imported`.
 * Packages are written `npm:<name>`, modules of Node by their name.
 */
export const boundaryCanaries: Readonly<Record<string, readonly string[]>> = {
  'no-circular': ['apps/scheduling/src/visits/anchor.ts → apps/scheduling/src/visits/window.ts'],
  'feature-folders-form-no-cycle': [
    'apps/scheduling/src/reminders → apps/scheduling/src/visits',
    'apps/scheduling/src/visits → apps/scheduling/src/reminders',
  ],
  'services-do-not-know-each-other': [
    'apps/scheduling/src/worklist/asks-safety.ts → apps/safety/src/adverse-events/report-adverse-event.ts',
  ],
  'libs-do-not-know-services': [
    'libs/process/src/knows-a-service.ts → apps/questionnaire/src/arrears/arrears.ts',
    'libs/kernel/src/knows-a-service.ts → apps/questionnaire/src/arrears/arrears.ts',
  ],
  'libs-only-through-the-front-door': [
    'apps/safety/src/adverse-events/climbs-in.ts → libs/kernel/src/time.ts',
    'apps/safety/src/domain/climbs-in.ts → libs/kernel/src/time.ts',
    'libs/messaging/src/climbs-in.ts → libs/persistence/src/transaction.ts',
    'test/support/climbs-in.ts → libs/messaging/src/publish.ts',
  ],
  'domain-is-pure': [
    'apps/safety/src/domain/knows-nest.ts → npm:@nestjs/common',
    'apps/safety/src/domain/knows-the-disk.ts → fs',
    'apps/safety/src/domain/knows-a-lib.ts → libs/persistence/src/index.ts',
    'apps/safety/src/domain/knows-a-type.ts → npm:zod',
    'apps/safety/src/domain/knows-a-feature.ts → apps/safety/src/participants/participant.table.ts',
    'apps/randomisation/src/vault/domain/knows-rxjs.ts → npm:rxjs',
  ],
  'kernel-imports-only-its-list': ['libs/kernel/src/knows-zod.ts → npm:zod'],
  'files-imports-only-its-list': ['libs/files/src/knows-contracts.ts → libs/contracts/src/index.ts'],
  'contracts-imports-only-its-list': [
    'libs/contracts/src/knows-typeorm.ts → npm:typeorm',
    'libs/contracts/src/restricted/knows-persistence.ts → libs/persistence/src/index.ts',
  ],
  'trial-configuration-imports-only-its-list': [
    'libs/trial-configuration/src/knows-contracts.ts → libs/contracts/src/index.ts',
    'libs/trial-configuration/src/knows-processes.ts → child_process',
  ],
  'persistence-imports-only-its-list': [
    'libs/persistence/src/knows-nats.ts → npm:@nats-io/transport-node',
    'libs/persistence/src/knows-messaging.ts → libs/messaging/src/index.ts',
  ],
  'messaging-imports-only-its-list': ['libs/messaging/src/knows-redis.ts → npm:ioredis'],
  'deadlines-imports-only-its-list': ['libs/deadlines/src/knows-messaging.ts → libs/messaging/src/index.ts'],
  'encryption-imports-only-its-list': ['libs/encryption/src/knows-persistence.ts → libs/persistence/src/index.ts'],
  'http-imports-only-its-list': ['libs/http/src/knows-persistence.ts → libs/persistence/src/index.ts'],
  'controllers-see-no-tables': [
    'apps/safety/src/adverse-events/reads-a-table.controller.ts → apps/safety/src/adverse-events/adverse-event.table.ts',
    'apps/safety/src/adverse-events/asks-typeorm.controller.ts → npm:typeorm',
  ],
  'controllers-do-not-see-each-other': [
    'apps/safety/src/adverse-events/borrows.controller.ts → apps/safety/src/adverse-events/adverse-events.controller.ts',
  ],
  'migrations-belong-to-the-data-source': [
    'apps/safety/src/adverse-events/leans-on-history.ts → apps/safety/src/persistence/migrations/0001-adverse-events.ts',
  ],
  'no-barrels-in-services': [
    'apps/questionnaire/src/assignments/asks-the-barrel.ts → apps/questionnaire/src/responses/index.ts',
  ],
  'production-does-not-import-tests': [
    'apps/safety/src/adverse-events/uses-test-support.ts → test/support/clock.ts',
    'libs/kernel/src/uses-a-spec.ts → libs/kernel/src/noon.spec.ts',
  ],
  'production-installs-what-it-imports': ['apps/safety/src/adverse-events/draws-at-random.ts → npm:fast-check'],
  'services-do-not-know-the-deployment': [
    'apps/safety/src/adverse-events/asks-the-launcher.ts → deploy/local/ports.mjs',
  ],
  'blinded-code-cannot-see-allocations': [
    'apps/safety/src/adverse-events/reads-allocations.ts → libs/contracts/src/restricted/index.ts',
    'apps/randomisation/src/enrolment/reads-allocations.ts → libs/contracts/src/restricted/index.ts',
    'apps/gateway/src/safety/reads-allocations.ts → libs/contracts/src/restricted/index.ts',
    'apps/safety/src/reads-allocations.module.ts → libs/contracts/src/restricted/index.ts',
    'libs/process/src/reads-allocations.ts → libs/contracts/src/restricted/index.ts',
    'test/support/reads-allocations.ts → libs/contracts/src/restricted/index.ts',
  ],
  'blinded-code-cannot-see-the-vault': [
    'apps/randomisation/src/enrolment/peeks.ts → apps/randomisation/src/vault/allocation.table.ts',
    'apps/randomisation/src/enrolment/enrolment.module.ts → apps/randomisation/src/vault/allocation.table.ts',
    'apps/safety/src/adverse-events/peeks.ts → apps/safety/src/unblinded/closed-report.table.ts',
  ],
  'no-dumping-ground': [
    'apps/scheduling/src/worklist/rummages.ts → apps/scheduling/src/utils/dates.ts',
    'libs/http/src/rummages.ts → libs/http/src/helpers.ts',
  ],
  'not-to-unresolvable': [
    'apps/safety/src/adverse-events/imports-nothing.ts → ./nothing.js',
    'libs/kernel/src/imports-nothing.ts → ./nothing.js',
  ],
};
