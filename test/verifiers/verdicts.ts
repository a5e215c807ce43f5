import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { serverPrograms } from '../../deploy/local/server-programs.mjs';

const TOOLS = join(import.meta.dirname, '../../apps/randomisation/tools');
/** Found, or installed like the servers. */
const { python3 = 'python3' } = serverPrograms(['python3']);

export const VERIFIERS = [
  ['in JavaScript', process.execPath, join(TOOLS, 'verify-list.mjs')],
  ['in Python', python3, join(TOOLS, 'verify_list.py')],
] as const;

/** What a verifier says of each document, in order. */
export function verdicts(
  program: string,
  tool: string,
  root: string,
  documents: readonly unknown[],
): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'list-commitment-'));
  try {
    const files = documents.map((document, index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
      return file;
    });
    const { stdout, stderr, status } = spawnSync(program, [tool, ...files, '--root', root], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0 && status !== 1) throw new Error(`${basename(tool)} ended with ${status}: ${stderr}`);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(line.indexOf(': ') + 2));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
