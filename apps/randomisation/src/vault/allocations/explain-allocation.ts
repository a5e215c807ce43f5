import { Injectable } from '@nestjs/common';
import type { ExplainAllocationCommand, ExplainedAllocation } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { explainLast } from '../../domain/explain-allocation.js';
import { generateList, LIST_ALGORITHMS } from '../../domain/generate-list.js';
import type { ListRow } from '../../domain/list-row.js';
import { GENERATOR } from '../../domain/random.js';
import { strataIn } from '../../domain/specification.js';
import { rootOf } from '../commitment/list-commitment.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import type { ListOrigin, SaltedRow } from '../randomisation-lists/sealed-list.js';
import { listInUse, originOf, rowsOf } from '../randomisation-lists/stored-list.js';
import { allocationOf, allocationsUpTo, type HeldRow } from './allocation.reads.js';
import { recordDisclosure } from './record-disclosure.js';

/**
 * Explains one allocation from what is stored, and derives it again from what the list was made from (R07). It names an
 * arm, so it is on record as a disclosure first, and its answer is stored nowhere.
 */
@Injectable()
export class ExplainAllocation {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: ExplainAllocationCommand, context: Context): Promise<ExplainedAllocation> {
    const { disclosureId } = await this.transactions.once(context, (tx) => recordDisclosure(tx, command));
    return this.transactions.read(context, async (tx) => {
      const held = await allocationOf(tx, command);
      if (!held) throw new Error(`the allocation of disclosure ${disclosureId} is not there`);
      return { disclosureId, participantId: command.participantId, ...(await this.explained(tx, held)) };
    });
  }

  private async explained(
    tx: Transaction,
    held: HeldRow,
  ): Promise<Omit<ExplainedAllocation, 'disclosureId' | 'participantId'>> {
    const inUse = await listInUse(tx, tx.context.trialId);
    if (inUse?.sealed.id !== held.listId) throw new Error(`allocation ${held.allocationId} is from no list in use`);
    const { latest } = inUse;
    const origin = originOf(this.cipher, latest);
    const { specification } = origin;
    const rows = await rowsOf(tx, this.cipher, held.listId, strataIn(specification));
    const upTo = await allocationsUpTo(tx, held);
    const why = explainLast(specification, rows, upTo);
    if (!why) throw new Error(`allocation ${held.allocationId} cannot be explained`);
    const again = explainLast(specification, derived(origin, rows), upTo);
    const root = latest.commitmentRoot ?? '';
    const leadsToRoot = rootOf({ trial: tx.context.trialId, list: held.listId }, rows) === root;
    const { minimised } = why;
    return {
      listId: held.listId,
      root,
      algorithm: LIST_ALGORITHMS[specification.method],
      generator: GENERATOR,
      trialVersion: latest.trialVersion,
      stratum: held.stratum,
      position: held.position,
      ordinal: upTo.length,
      levels: Object.entries(held.levels).map(([factor, level]) => ({ factor, level })),
      allocatedAt: held.allocatedAt.toISOString(),
      arm: why.arm,
      ...(minimised
        ? {
            minimisation: {
              ...minimised,
              counts: minimised.counts.map((count) => ({ ...count, arms: [...count.arms] })),
              chances: [...minimised.chances],
            },
          }
        : {}),
      rederived: leadsToRoot && JSON.stringify(again) === JSON.stringify(why),
    };
  }
}

/** A list that was made elsewhere has no seed: its rows are held against the root alone. */
const derived = (origin: ListOrigin, stored: readonly SaltedRow[]): readonly ListRow[] =>
  origin.kind === 'generated' ? generateList(origin.specification, origin.seed) : stored;
