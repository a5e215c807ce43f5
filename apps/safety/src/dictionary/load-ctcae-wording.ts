import { createHash } from 'node:crypto';
import type { Context } from '@trial/kernel';
import type { Transactions } from '@trial/persistence';
import type { CtcaeVersion } from '../domain/ctcae/term.js';
import type { GradeDifference } from '../domain/ctcae/wording/read-wording.js';
import type { FileFault } from '../domain/ctcae/wording/wording-file.js';
import { CtcaeWordings } from './ctcae-wording.table.js';
import { loadRelease } from './load-release.js';
import { readWordingFile } from './read-wording-file.js';
import { utf8 } from './utf8.js';

export type LoadedWording =
  | { readonly faults: readonly FileFault[] }
  | {
      readonly outcome: 'loaded' | 'loaded-before';
      readonly sha256: string;
      readonly terms: number;
      readonly differences: readonly GradeDifference[];
    };

/** Loads the publisher's wording of a version from a CSV file in UTF-8. A file with a fault changes nothing. */
export async function loadCtcaeWording(
  transactions: Transactions,
  version: CtcaeVersion,
  bytes: Uint8Array,
  context: Context,
): Promise<LoadedWording> {
  const text = utf8(bytes);
  if (text === undefined) return { faults: [{ line: 1, field: '-', problem: 'the file is not UTF-8' }] };
  const read = readWordingFile(version, text);
  if ('faults' in read) return read;
  const { terms, differences } = read;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const release = { dictionary: 'ctcae-wording', version, language: 'en', sha256, entries: terms.length } as const;
  const outcome = await loadRelease(transactions, context, release, async (tx, releaseId) => {
    await tx.rows(CtcaeWordings).insert(terms.map((wording) => ({ releaseId, ...wording })));
  });
  return { outcome, sha256, terms: terms.length, differences };
}
