import { z } from 'zod';
import { keyConfig, type SealedWhere } from '@trial/encryption';

export type VaultEnvironment = SealedWhere;

/** Which of the two this process is of: what the process is, unless it is said. */
export const vaultEnvironment = z
  .object({
    NODE_ENV: z.string().default('development'),
    /** Stands with every list: one of the other environment is neither loaded nor opened (R40). */
    VAULT_ENVIRONMENT: z.enum(['production', 'test']).optional(),
  })
  .transform(
    ({ NODE_ENV, VAULT_ENVIRONMENT }): VaultEnvironment =>
      VAULT_ENVIRONMENT ?? (NODE_ENV === 'production' ? 'production' : 'test'),
  );

/**
 * What the vault is told beyond what every service is told: where its key is, in exactly one way. The key encrypts what
 * only the unblinded may read; each environment has its own.
 */
export const vaultConfig = keyConfig('VAULT');
