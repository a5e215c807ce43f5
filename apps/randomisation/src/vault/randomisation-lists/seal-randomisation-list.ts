import { Injectable } from '@nestjs/common';
import type { SealedRandomisationList, SealRandomisationListCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { isConflict, Transactions, type Transaction } from '@trial/persistence';
import { generateList } from '../../domain/permuted-blocks.js';
import { COMMITMENT, rootOf } from '../commitment/list-commitment.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checksumOf } from './checksum.js';
import { ListPositions } from './list-position.table.js';
import { RandomisationLists, type RandomisationList } from './randomisation-list.table.js';
import { openOrigin, openRow, type SaltedRow } from './sealed-list.js';

/**
 * Seals a list for use when a second person found its checksum again by generating it elsewhere. What is stored is opened
 * and made again once more first: after this step participants depend on it, and nothing of it can be changed. That it
 * was not can be shown to anybody: the answer is the root of a commitment to every row (R08).
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
        const lists = tx.rows(RandomisationLists);
        const list = await lists.findOne({ where: { id: listId, trialId }, lock: { mode: 'pessimistic_write' } });
        if (!list) throw new Rejection('list-unknown', { field: 'listId' });
        if (list.status === 'sealed') throw new Rejection('list-already-sealed');
        if (list.generatedBy === context.actor) {
          throw new Rejection('second-person-needed', { rule: 'whoever generated a list does not release it' });
        }
        const stored = await this.storedList(tx, list);
        if (list.checksum !== checksum || stored.checksum !== checksum) {
          throw new Rejection('checksum-differs', { field: 'checksum', rule: 'generate the list again and compare' });
        }
        const root = rootOf({ trial: trialId, list: listId }, stored.rows);
        const sealed = {
          status: 'sealed',
          releasedBy: context.actor,
          releasedAt: tx.now,
          commitmentRoot: root,
        } as const;
        await lists.update({ id: listId }, sealed);
        return { listId, sealedAt: tx.now.toString({ fractionalSecondDigits: 3 }), commitment: COMMITMENT, root };
      });
    } catch (error) {
      if (isConflict(error, 'randomisation_list_sealed_once')) throw new Rejection('list-already-sealed');
      throw error;
    }
  }

  /** Opens every row; a store that cannot be read or that is not what its seed makes is broken, not refused. */
  private async storedList(
    tx: Transaction,
    { id, sealedSpecification, keyId }: RandomisationList,
  ): Promise<{ checksum: string; rows: readonly SaltedRow[] }> {
    const origin = openOrigin(this.cipher, id, sealedSpecification);
    if (!origin) {
      throw new Error(`list ${id} of key ${keyId ?? 'unknown'} cannot be opened with key ${this.cipher.keyId}`);
    }
    const { strata } = origin.specification;
    const positions = await tx.rows(ListPositions).findBy({ listId: id });
    const rows = positions
      .sort((a, b) => strata.indexOf(a.stratum) - strata.indexOf(b.stratum) || a.position - b.position)
      .flatMap((position) => openRow(this.cipher, position) ?? []);
    const checksum = checksumOf(origin, rows);
    if (checksum !== checksumOf(origin, generateList(origin.specification, origin.seed))) {
      throw new Error(`list ${id} is not what its specification and seed make`);
    }
    return { checksum, rows };
  }
}
