import { Injectable } from '@nestjs/common';
import type { SealedRandomisationList, SealRandomisationListCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
import { listFindings } from '../../domain/list-checks.js';
import { generateList } from '../../domain/generate-list.js';
import { strataIn } from '../../domain/specification.js';
import { COMMITMENT, rootOf } from '../commitment/list-commitment.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checkExtension, listToExtend } from './check-extension.js';
import { checksumOf } from './checksum.js';
import { insertRows } from './keep-list.js';
import { RandomisationLists, type RandomisationList } from './randomisation-list.table.js';
import type { ListOrigin, SaltedRow } from './sealed-list.js';
import { originOf, rowsOf } from './stored-list.js';

/** A list as it lies in the store, opened. */
interface StoredList {
  readonly origin: ListOrigin;
  readonly rows: readonly SaltedRow[];
}

/**
 * Seals a list for use when a second person found its checksum again, by generating it elsewhere or from their own copy of
 * the file. What is stored is opened, made again and checked once more first: after this step participants depend on it,
 * and nothing of it can be changed. That it was not can be shown to anybody: the answer is the root of a commitment to
 * every row (R08). A list that extends the sealed one adds its further rows to it and commits to all rows there are then.
 */
@Injectable()
export class SealRandomisationList {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: SealRandomisationListCommand, context: Context): Promise<SealedRandomisationList> {
    const { trialId, listId, checksum } = command;
    try {
      return await this.transactions.once(context, async (tx) => {
        const list = await lock(tx, listId);
        this.checkReleasable(list, context);
        const stored = await this.storedList(tx, list);
        if (list.checksum !== checksum || checksumOf(stored.origin, stored.rows) !== checksum) {
          throw new Rejection('checksum-differs', { field: 'checksum', rule: 'generate the list again and compare' });
        }
        checkStored(list, stored);
        const { extendsList } = list;
        const rows = extendsList === null ? stored.rows : await this.add(tx, extendsList, stored);
        const root = rootOf({ trial: trialId, list: extendsList ?? listId }, rows);
        const released = { releasedBy: context.actor, releasedAt: tx.now, commitmentRoot: root };
        const status = extendsList === null ? 'sealed' : 'added';
        await tx.rows(RandomisationLists).update({ id: listId }, { status, ...released });
        return { listId, sealedAt: tx.now.toString({ fractionalSecondDigits: 3 }), commitment: COMMITMENT, root };
      });
    } catch (error) {
      if (isConflict(error, 'randomisation_list_sealed_once')) throw new Rejection('list-already-sealed');
      throw error;
    }
  }

  private checkReleasable({ status, environment, generatedBy }: RandomisationList, { actor }: Context): void {
    if (status !== 'generated') throw new Rejection('list-already-sealed');
    if (environment !== this.cipher.environment) throw new Rejection('list-of-another-environment');
    if (generatedBy === actor) {
      throw new Rejection('second-person-needed', { rule: 'whoever generated a list does not release it' });
    }
  }

  private async storedList(tx: Transaction, list: RandomisationList): Promise<StoredList> {
    const origin = originOf(this.cipher, list);
    return { origin, rows: await rowsOf(tx, this.cipher, list.id, strataIn(origin.specification)) };
  }

  /** Puts the further rows under the sealed list, while nobody can be allocated from it; returns all rows there are then. */
  private async add(tx: Transaction, sealedId: string, longer: StoredList): Promise<readonly SaltedRow[]> {
    await lock(tx, sealedId);
    const { before, added } = await checkExtension(tx, this.cipher, await listToExtend(tx, sealedId), longer);
    await insertRows(tx, this.cipher, sealedId, added);
    const byStratum = [...before, ...added].sort((a, b) => a.position - b.position);
    return strataIn(longer.origin.specification).flatMap((stratum) =>
      byStratum.filter((row) => row.stratum === stratum),
    );
  }
}

async function lock(tx: Transaction, id: string): Promise<RandomisationList> {
  const { trialId } = tx.context;
  const lists = tx.rows(RandomisationLists);
  const list = await lists.findOne({ where: { id, trialId }, lock: { mode: 'pessimistic_write' } });
  if (!list) throw new Rejection('list-unknown', { field: 'listId' });
  return list;
}

/** A store that is not what its seed makes, or that no check would have let in, is broken, not refused. */
function checkStored({ id }: RandomisationList, { origin, rows }: StoredList): void {
  const { specification } = origin;
  if (
    origin.kind === 'generated' &&
    checksumOf(origin, rows) !== checksumOf(origin, generateList(specification, origin.seed))
  ) {
    throw new Error(`list ${id} is not what its specification and seed make`);
  }
  if (listFindings(specification, rows).length > 0)
    throw new Error(`list ${id} is not what its specification promises`);
}
