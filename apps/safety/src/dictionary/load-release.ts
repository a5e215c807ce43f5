import type { Context } from '@trial/kernel';
import { isConflict, type Transaction, type Transactions } from '@trial/persistence';
import { DictionaryReleases, type DictionaryRelease } from './dictionary-release.table.js';

type Read = Pick<DictionaryRelease, 'dictionary' | 'version' | 'language' | 'sha256' | 'entries'>;

/** What a release is kept with, in one transaction with all of it; the same bytes are loaded once. */
export async function loadRelease(
  transactions: Transactions,
  context: Context,
  read: Read,
  keep: (tx: Transaction, releaseId: DictionaryRelease['id']) => Promise<void>,
): Promise<'loaded' | 'loaded-before'> {
  try {
    await transactions.run(context, async (tx) => {
      const release = { ...read, id: tx.newId(), loadedBy: context.actor, loadedAt: tx.now };
      await tx.rows(DictionaryReleases).insert(release);
      await keep(tx, release.id);
    });
    return 'loaded';
  } catch (error) {
    if (isConflict(error, 'dictionary_release_once')) return 'loaded-before';
    throw error;
  }
}
