import { z } from 'zod';

/** What every service process is told by its environment. */
export const processEnvironment = z.object({
  NODE_ENV: z.string().default('development'),
  SERVICE_PORT: z.coerce.number().int().min(1).max(65_535),
  /** Where the port is open: everywhere in a container, loopback on a developer's machine. */
  SERVICE_HOST: z.string().default('127.0.0.1'),
  /** A stable name of this replica's place, for example `safety-1`. */
  INSTANCE: z.string().min(1),
  NATS_URL: z.url(),
  REDIS_URL: z.url(),
  REDIS_PREFIX: z.string().default('trial'),
  TRIALS_FOLDER: z.string().min(1),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  /** `virtual`: trial time is stepped through the gateway (a rehearsal). */
  TRIAL_CLOCK: z.enum(['running', 'virtual']).default('running'),
  /** Ids become reproducible from this seed; only with a virtual clock. */
  REHEARSAL_SEED: z.string().default(''),
  ACK_WAIT_MS: z.coerce.number().int().min(100).default(30_000),
  RETRY_BACKOFF_MS: z
    .string()
    .default('250,1000,5000,15000,60000,300000')
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.number().int().positive()).min(1)),
  SEAL_EVERY_MS: z.coerce.number().int().min(100).default(5_000),
});

export type ProcessEnvironment = z.infer<typeof processEnvironment>;

/** Reads and checks environment variables; an invalid environment stops the start and says which variable and why. */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  variables: NodeJS.ProcessEnv = process.env,
): z.infer<Schema> {
  const read = schema.safeParse(variables);
  if (read.success) return read.data;
  const findings = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the environment is not usable: ${findings.join('; ')}`);
}

/** A virtual clock is for rehearsals: never where people are treated. */
export function refuseRehearsalInProduction(environment: ProcessEnvironment): void {
  if (environment.NODE_ENV !== 'production') return;
  if (environment.TRIAL_CLOCK === 'virtual') throw new Error('TRIAL_CLOCK=virtual is refused when NODE_ENV=production');
  if (environment.REHEARSAL_SEED) throw new Error('REHEARSAL_SEED is refused when NODE_ENV=production');
}

/** Database connections of one schema: `<SCHEMA>_DATABASE_URL` and `<SCHEMA>_MIGRATION_DATABASE_URL`. */
export function databaseUrls(
  schema: string,
  variables: NodeJS.ProcessEnv = process.env,
): { url: string; migrationUrl: string } {
  const prefix = schema.toUpperCase();
  const read = readEnvironment(
    z.object({ [`${prefix}_DATABASE_URL`]: z.url(), [`${prefix}_MIGRATION_DATABASE_URL`]: z.url() }),
    variables,
  ) as Record<string, string>;
  return { url: read[`${prefix}_DATABASE_URL`] ?? '', migrationUrl: read[`${prefix}_MIGRATION_DATABASE_URL`] ?? '' };
}
