import { Injectable } from '@nestjs/common';
import type { ExtendRandomisationListCommand, GeneratedRandomisationList } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { checkList } from '../../domain/list-checks.js';
import { generateList } from '../../domain/generate-list.js';
import { strataIn, type Specification } from '../../domain/specification.js';
import { strataOf } from '../../domain/stratum.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checkExtension, listToExtend } from './check-extension.js';
import { keepList, type MadeList } from './keep-list.js';
import { RandomisationLists } from './randomisation-list.table.js';
import type { ListOrigin } from './sealed-list.js';
import { originOf, rowsOf } from './stored-list.js';

/**
 * Makes a list longer than the one in use from the same specification and seed, with what strata the trial has come to have
 * behind those it had (R16). It adds nothing to the list in use until a second person made it again and released it.
 */
@Injectable()
export class ExtendRandomisationList {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: ExtendRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    const trial = this.trials.get(command.trialId);
    const kept = await this.transactions.once(context, async (tx) => {
      const made = await this.longer(tx, trial, command);
      return keepList(tx, this.cipher, made);
    });
    // Read again and not kept with the receipt: how many blocks there are would help to guess where they end.
    return { ...kept, summaries: await this.transactions.read(context, (tx) => this.summaries(tx, kept.listId)) };
  }

  private async longer(
    tx: Transaction,
    trial: TrialConfiguration,
    { listId, length }: ExtendRandomisationListCommand,
  ): Promise<MadeList> {
    const inUse = await listToExtend(tx, listId);
    const before = originOf(this.cipher, inUse.latest);
    if (before.kind !== 'generated') {
      throw new Rejection('extension-differs', { field: 'listId', rule: 'a list is extended in the way it was made' });
    }
    const specification = grownTo(before.specification, trial, length);
    const origin: ListOrigin = { ...before, trialFile: trial.checksum, specification };
    const rows = generateList(specification, before.seed);
    await checkExtension(tx, this.cipher, inUse, { origin, rows });
    return { trial, origin, rows, extendsList: listId };
  }

  private async summaries(tx: Transaction, listId: string) {
    const list = await tx.rows(RandomisationLists).findOneByOrFail({ id: listId });
    const { specification } = originOf(this.cipher, list);
    return [...checkList(specification, await rowsOf(tx, this.cipher, listId, strataIn(specification)))];
  }
}

/** What the trial has come to have stands behind what it had: a stratum of its own, or a further level of a factor. */
function grownTo(before: Specification, { randomisation }: TrialConfiguration, length: number): Specification {
  if (before.method !== 'minimisation') {
    return { ...before, strata: [...new Set([...before.strata, ...strataOf(randomisation.strata)])], length };
  }
  const levelsNow = new Map(randomisation.strata.map(({ code, levels }) => [code, levels]));
  const factors = before.factors.map((factor) => ({
    ...factor,
    levels: [...new Set([...factor.levels, ...(levelsNow.get(factor.code) ?? [])])],
  }));
  return { ...before, factors, length };
}
