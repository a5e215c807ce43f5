import { z } from 'zod';
import { EnvironmentKey } from './encryption/environment-key.js';
import { KeyCommand } from './encryption/key-command.js';
import { KeyFile } from './encryption/key-file.js';
import type { KeyProvider } from './encryption/key-provider.js';

/** Where people are treated, or anywhere else. */
export type VaultEnvironment = 'production' | 'test';

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

/** A setting that is empty is not there. */
const setting = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const words = z.tuple([z.string().min(1)], z.string());

/**
 * What the vault is told beyond what every service is told: where its key is, in exactly one way. The key encrypts what
 * only the unblinded may read; each environment has its own.
 */
export const vaultConfig = z
  .object({
    /** The key itself: 32 bytes in base64. */
    VAULT_KEY: setting,
    /** A file with the key in base64 that only the service's user can read. */
    VAULT_KEY_FILE: setting,
    /** A program that prints the key in base64, with its parameters, as a JSON array; it is run without a shell. */
    VAULT_KEY_COMMAND: setting,
  })
  .transform(({ VAULT_KEY: text, VAULT_KEY_FILE: path, VAULT_KEY_COMMAND: command }, check): KeyProvider => {
    const given = [text, path, command].filter((value) => value !== undefined).length;
    if (given !== 1) {
      check.addIssue(
        `exactly one of VAULT_KEY, VAULT_KEY_FILE and VAULT_KEY_COMMAND is wanted, and ${given} are given`,
      );
      return z.NEVER;
    }
    if (text !== undefined) return new EnvironmentKey(text);
    if (path !== undefined) return new KeyFile(path);
    const read = words.safeParse(asJson(command ?? ''));
    if (read.success) return new KeyCommand(read.data);
    check.addIssue({ code: 'custom', path: ['VAULT_KEY_COMMAND'], message: 'must be program and parameters as JSON' });
    return z.NEVER;
  });

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
