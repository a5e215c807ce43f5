export {
  databaseUrls,
  processEnvironment,
  readEnvironment,
  refuseRehearsalInProduction,
  type ProcessEnvironment,
} from './environment.js';
export { Duties } from './duties.js';
export { Foundation, type FoundationOptions } from './foundation.js';
export { foundationMigration } from './foundation-migration.js';
export { discoverHandlers } from './handlers.js';
export { StructuredLogger } from './logger.js';
export { Environment, ProcessModule } from './process.module.js';
export { redisConnection } from './redis-connection.js';
export { Readiness } from './readiness.js';
export { RehearsalClock } from './rehearsal-clock.js';
export { startService, type ServiceStart } from './start-service.js';
