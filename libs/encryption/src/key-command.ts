import { execFile } from 'node:child_process';
import { keyFrom, type KeyProvider } from './key-provider.js';

/**
 * A program prints the key: the client of a key management service, which unwraps a stored ciphertext under an identity
 * that the service and not the database has. Every such service has a client, so none needs a library here.
 */
export class KeyCommand implements KeyProvider {
  constructor(
    private readonly command: readonly string[],
    private readonly setting: string,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  key(): Promise<Buffer> {
    const [program = '', ...parameters] = this.command;
    return new Promise((resolve, reject) => {
      const options = { timeout: this.patienceMs, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT } as const;
      execFile(program, parameters, options, (error, output) => {
        // Neither parameters nor what was printed is told or kept as a cause: either may hold a secret.
        if (error) reject(new Error(`${this.setting} did not give a key: ${program} ${endOf(error)}`));
        else resolve(output);
      });
    }).then((output) => keyFrom(this.setting, String(output)));
  }
}

const PATIENCE_MS = 30_000;
const MOST_OUTPUT = 1_024;

function endOf({ code, killed }: { readonly code?: unknown; readonly killed?: boolean }): string {
  if (killed) return 'did not end in time';
  return typeof code === 'number' ? `ended with ${code}` : `failed (${String(code)})`;
}
