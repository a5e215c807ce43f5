import { Injectable } from '@nestjs/common';
import type { GeneratedRandomisationList, GenerateRandomisationListCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { checkList } from '../../domain/list-checks.js';
import { generateList } from '../../domain/generate-list.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { keepList } from './keep-list.js';
import { specificationFor } from './specification-for.js';

/** Makes a list and keeps it encrypted. It allocates nothing until somebody made it again and sealed it. */
@Injectable()
export class GenerateRandomisationList {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: GenerateRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    const { trialId, seed } = command;
    const trial = this.trials.get(trialId);
    const { environment } = this.cipher;
    const specification = specificationFor(trial, command);
    const rows = generateList(specification, seed);
    // The receipt must not know them: how many blocks there are would help to guess where they end.
    const summaries = checkList(specification, rows);
    const origin = {
      kind: 'generated',
      environment,
      trial: trialId,
      trialFile: trial.checksum,
      specification,
      seed,
    } as const;
    const kept = await this.transactions.once(context, (tx) => keepList(tx, this.cipher, { trial, origin, rows }));
    return { ...kept, summaries: [...summaries] };
  }
}
