import { Injectable } from '@nestjs/common';
import type { GeneratedRandomisationList, GenerateRandomisationListCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { listFindings } from '../../domain/list-checks.js';
import { generateList } from '../../domain/permuted-blocks.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { checksumOf } from './checksum.js';
import { ListPositions } from './list-position.table.js';
import { RandomisationLists } from './randomisation-list.table.js';
import { newSalt, sealOrigin, sealRow } from './sealed-list.js';
import { specificationFor } from './specification-for.js';

/** Makes a list and keeps it encrypted. It allocates nothing until somebody made it again and sealed it. */
@Injectable()
export class GenerateRandomisationList {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: GenerateRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    const { trialId, seed } = command;
    const trial = this.trials.get(trialId);
    const specification = specificationFor(trial, command);
    const rows = generateList(specification, seed);
    if (listFindings(specification, rows).length > 0) throw new Error('the generator made a list that is none');
    const checksum = checksumOf({ specification, seed }, rows);

    return this.transactions.once(context, async (tx) => {
      const lists = tx.rows(RandomisationLists);
      if (await lists.existsBy({ trialId, status: 'sealed' })) throw new Rejection('list-already-sealed');
      const listId = tx.newId();
      await lists.insert({
        id: listId,
        trialId,
        trialVersion: trial.version,
        status: 'generated',
        positions: rows.length,
        checksum,
        sealedSpecification: sealOrigin(this.cipher, listId, { specification, seed }),
        generatedBy: context.actor,
        generatedAt: tx.now,
        releasedBy: null,
        releasedAt: null,
        commitmentRoot: null,
        keyId: this.cipher.keyId,
      });
      for (let from = 0; from < rows.length; from += BATCH) {
        await tx.rows(ListPositions).insert(
          rows.slice(from, from + BATCH).map((row) => {
            const { stratum, position } = row;
            const salted = { ...row, salt: newSalt() };
            return { listId, stratum, position, trialId, sealedRow: sealRow(this.cipher, listId, salted) };
          }),
        );
      }
      return { listId, positions: rows.length, checksum };
    });
  }
}

/** Rows per statement: Postgres takes at most 65 535 parameters. */
const BATCH = 5_000;
