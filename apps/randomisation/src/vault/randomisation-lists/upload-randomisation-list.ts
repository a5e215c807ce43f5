import { Injectable } from '@nestjs/common';
import type { GeneratedRandomisationList, UploadRandomisationListCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { checkList } from '../../domain/list-checks.js';
import { readListFile } from '../../domain/list-file.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checkExtension, listToExtend } from './check-extension.js';
import { keepList } from './keep-list.js';
import { designOf } from './specification-for.js';

/**
 * Takes a list that was made elsewhere, or refuses it with every fault by line (R02), and keeps it encrypted. Its checksum is
 * that of the file: the second person compares their own copy. With `extendsList` it is the whole longer list.
 */
@Injectable()
export class UploadRandomisationList {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: UploadRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    const { trialId, text, extendsList } = command;
    const trial = this.trials.get(trialId);
    const { environment } = this.cipher;
    const { salt, specification, rows } = readListFile(text, {
      environment,
      trial: trialId,
      design: designOf(trial),
    });
    const origin = {
      kind: 'uploaded',
      environment,
      trial: trialId,
      trialFile: trial.checksum,
      specification,
      salt,
    } as const;
    // The receipt must not know them: how many blocks there are would help to guess where they end.
    const summaries = checkList(specification, rows);
    const made = { trial, origin, rows, ...(extendsList === undefined ? {} : { extendsList }) };
    const kept = await this.transactions.once(context, async (tx) => {
      if (extendsList !== undefined) {
        await checkExtension(tx, this.cipher, await listToExtend(tx, extendsList), made);
      }
      return keepList(tx, this.cipher, made);
    });
    return { ...kept, summaries: [...summaries] };
  }
}
