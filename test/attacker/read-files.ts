import type { DumpedFile } from './dump.js';
import type { FileTraces } from './file-traces.js';
import type { Feature } from './features.js';
import { secretsIn, type Form } from './secret-search.js';

/** Reads each file once: for traces of participants, and for secrets in any form. */
export function readFiles(
  files: readonly DumpedFile[],
  reading: FileTraces,
  forms: readonly Form[],
): { traces: Feature[]; secrets: string[]; bytes: number } {
  const found = { traces: [] as Feature[], secrets: [] as string[], bytes: 0 };
  for (const file of files) {
    const bytes = file.bytes();
    found.bytes += bytes.length;
    found.secrets.push(...secretsIn(file, bytes, forms));
    found.traces.push(...reading.in(file, bytes));
  }
  return found;
}
