import { z } from 'zod';
import { EnvironmentKey } from './environment-key.js';
import { KeyCommand } from './key-command.js';
import { KeyFile } from './key-file.js';
import type { KeyProvider } from './key-provider.js';

/** A setting that is empty is not there. */
const setting = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const words = z.tuple([z.string().min(1)], z.string());

/**
 * Where the key of one owner is, said in exactly one of three ways: `<OWNER>_KEY`, the key itself, 32 bytes in base64;
 * `<OWNER>_KEY_FILE`, a file with it that only the service's user can read; `<OWNER>_KEY_COMMAND`, a program that prints it,
 * with its parameters, as a JSON array; it is run without a shell.
 */
export function keyConfig(owner: string): z.ZodType<KeyProvider> {
  const [asText, asFile, asCommand] = [`${owner}_KEY`, `${owner}_KEY_FILE`, `${owner}_KEY_COMMAND`] as const;
  return z
    .object({ [asText]: setting, [asFile]: setting, [asCommand]: setting })
    .transform((settings, check): KeyProvider => {
      const { [asText]: text, [asFile]: path, [asCommand]: command } = settings;
      const given = [text, path, command].filter((value) => value !== undefined).length;
      if (given !== 1) {
        check.addIssue(`exactly one of ${asText}, ${asFile} and ${asCommand} is wanted, and ${given} are given`);
        return z.NEVER;
      }
      if (text !== undefined) return new EnvironmentKey(text, asText);
      if (path !== undefined) return new KeyFile(path, asFile);
      const read = words.safeParse(asJson(command ?? ''));
      if (read.success) return new KeyCommand(read.data, asCommand);
      check.addIssue({ code: 'custom', path: [asCommand], message: 'must be program and parameters as JSON' });
      return z.NEVER;
    });
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
