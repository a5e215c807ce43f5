import { z } from 'zod';

/** What the vault is told beyond what every service is told. */
export const vaultConfig = z.object({
  /** Encrypts what only the unblinded may read: 32 bytes in base64. Each environment has its own. */
  VAULT_KEY: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64'),
});
