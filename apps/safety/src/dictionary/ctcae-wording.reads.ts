import type { Transaction } from '@trial/persistence';
import { In } from 'typeorm';
import type { CtcaeVersion } from '../domain/ctcae/term.js';
import { CtcaeWordings, type CtcaeWording } from './ctcae-wording.table.js';
import { DictionaryReleases } from './dictionary-release.table.js';

export type TermWording = Pick<CtcaeWording, 'definition' | 'grades'>;

/** What the publisher says of these terms, by the file of the version that was loaded last; undefined while none is. */
export async function wordingOf(
  tx: Transaction,
  version: CtcaeVersion,
  terms: readonly string[],
): Promise<{ readonly sha256: string; readonly words: ReadonlyMap<string, TermWording> } | undefined> {
  const release = await tx.rows(DictionaryReleases).findOne({
    where: { dictionary: 'ctcae-wording', version },
    order: { loadedAt: 'DESC', id: 'DESC' },
  });
  if (!release) return undefined;
  const found = await tx.rows(CtcaeWordings).findBy({ releaseId: release.id, term: In(terms) });
  return { sha256: release.sha256, words: new Map(found.map((wording) => [wording.term, wording])) };
}
