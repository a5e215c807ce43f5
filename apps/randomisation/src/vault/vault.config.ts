import { z } from 'zod';

/** Where people are treated, or anywhere else. */
export type VaultEnvironment = 'production' | 'test';

/** What the vault is told beyond what every service is told. */
export const vaultConfig = z
  .object({
    /** Encrypts what only the unblinded may read: 32 bytes in base64. Each environment has its own. */
    VAULT_KEY: z
      .string()
      .transform((text) => Buffer.from(text, 'base64'))
      .refine((key) => key.length === 32, 'must be 32 bytes in base64'),
    NODE_ENV: z.string().default('development'),
    /** Stands with every list: one of the other environment is neither loaded nor opened (R40). */
    VAULT_ENVIRONMENT: z.enum(['production', 'test']).optional(),
  })
  .transform(({ NODE_ENV, VAULT_ENVIRONMENT, ...told }) => ({
    ...told,
    VAULT_ENVIRONMENT: VAULT_ENVIRONMENT ?? (NODE_ENV === 'production' ? ('production' as const) : ('test' as const)),
  }));
