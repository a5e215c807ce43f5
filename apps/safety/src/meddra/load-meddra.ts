import { createHash } from 'node:crypto';
import type { Context } from '@trial/kernel';
import type { Transactions } from '@trial/persistence';
import { loadRelease } from '../dictionary/load-release.js';
import { utf8 } from '../dictionary/utf8.js';
import { readRelease } from '../domain/meddra/read-release.js';
import { isReleaseFile, RELEASE_FILES, type ReleaseFault, type ReleaseTexts } from '../domain/meddra/release-files.js';
import { searchedWords } from '../domain/searched-words.js';
import { MeddraLowestTerms, MeddraPreferredTerms } from './meddra-term.table.js';

/** So many rows go to the database at once. */
const AT_ONCE = 2_000;

export type LoadedMeddra =
  | { readonly faults: readonly ReleaseFault[] }
  | {
      readonly outcome: 'loaded' | 'loaded-before';
      readonly sha256: string;
      readonly lowestTerms: number;
      readonly preferredTerms: number;
    };

/**
 * Loads a release of MedDRA from the bytes of its files, in one transaction: with a fault anywhere nothing is changed. Its hash
 * is over the names and hashes of the files that are read, in the order of their names.
 */
export async function loadMeddra(
  transactions: Transactions,
  { version, language }: { readonly version: string; readonly language: string },
  files: ReadonlyMap<string, Uint8Array>,
  context: Context,
): Promise<LoadedMeddra> {
  const texts = textsOf(files);
  if ('faults' in texts) return texts;
  const read = readRelease(texts.texts);
  if ('faults' in read) return read;
  const { lowest, preferred } = read;
  const sha256 = hashOf(files);
  const release = { dictionary: 'meddra', version, language, sha256, entries: lowest.length } as const;
  const outcome = await loadRelease(transactions, context, release, async (tx, releaseId) => {
    for (const terms of inParts(preferred))
      await tx.rows(MeddraPreferredTerms).insert(terms.map((term) => ({ releaseId, ...term })));
    for (const terms of inParts(lowest))
      await tx
        .rows(MeddraLowestTerms)
        .insert(terms.map((term) => ({ releaseId, ...term, searched: ` ${searchedWords(term.name).join(' ')}` })));
  });
  return { outcome, sha256, lowestTerms: lowest.length, preferredTerms: preferred.length };
}

function textsOf(
  files: ReadonlyMap<string, Uint8Array>,
): { readonly texts: ReleaseTexts } | { readonly faults: readonly ReleaseFault[] } {
  const faults: ReleaseFault[] = [];
  const textOf = (file: string): string => {
    const bytes = files.get(file);
    const text = bytes && utf8(bytes);
    const problem = bytes ? 'the file is not UTF-8' : 'the release has no such file';
    if (text === undefined) faults.push({ file, line: 1, field: '-', problem });
    return text ?? '';
  };
  const texts = {
    ...{ 'soc.asc': textOf('soc.asc'), 'hlgt.asc': textOf('hlgt.asc'), 'hlt.asc': textOf('hlt.asc') },
    ...{ 'pt.asc': textOf('pt.asc'), 'llt.asc': textOf('llt.asc'), 'mdhier.asc': textOf('mdhier.asc') },
  };
  return faults.length > 0 ? { faults } : { texts };
}

function hashOf(files: ReadonlyMap<string, Uint8Array>): string {
  const sum = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
  const named = [...files].filter(([name]) => isReleaseFile(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return sum(named.map(([name, bytes]) => `${name} ${sum(bytes)}\n`).join(''));
}

/** The files a release is read from. */
export const releaseFileNames: readonly string[] = Object.keys(RELEASE_FILES);

function inParts<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, part) =>
    rows.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}
