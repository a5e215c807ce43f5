import { Injectable } from '@nestjs/common';
import type { ParticipantTrace, TracedProduct, TracedStep, TraceParticipantCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { recordDisclosure } from '../allocations/record-disclosure.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { knownBatches, productsOfAllSites, type ProductOfBatch } from './batch.reads.js';

/**
 * From a participant to every product they were given or that is kept ready for them, its batch and its donor code (R37).
 * It tells the arm, so it is a disclosure, on record before it is opened.
 */
@Injectable()
export class TraceParticipant {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: TraceParticipantCommand, context: Context): Promise<ParticipantTrace> {
    const { disclosureId } = await this.transactions.once(context, (tx) => recordDisclosure(tx, command));
    return this.transactions.read(context, async (tx) => ({
      disclosureId,
      products: await this.trace(tx, command),
      unscanned: await stepsWhere(tx, `participant_id = $2 and code is null`, command.participantId),
    }));
  }

  private async trace(tx: Transaction, { trialId, participantId }: TraceParticipantCommand): Promise<TracedProduct[]> {
    const batches = new Map((await knownBatches(tx, this.cipher, trialId)).map((batch) => [batch.id, batch]));
    const isTheirs = (product: ProductOfBatch) =>
      product.participantId === participantId || product.given.some((use) => use.participantId === participantId);
    const products = (await productsOfAllSites(tx, this.cipher)).filter(isTheirs);
    return Promise.all(
      products.map(async ({ code, batchId, given }) => ({
        productCode: code,
        batchNumber: batches.get(batchId)?.number ?? '',
        donorCode: batches.get(batchId)?.content.donorCode ?? '',
        given: given.some((use) => use.participantId === participantId),
        steps: await stepsWhere(tx, 'code = $2', code),
      })),
    );
  }
}

const stepsWhere = async (tx: Transaction, condition: string, value: string): Promise<TracedStep[]> =>
  (
    await tx.query<Omit<TracedStep, 'at'> & { at: Date }>(
      `select step, outcome, scanned_by as by, scanned_at as at from product_scan
        where trial_id = $1 and ${condition} order by sequence`,
      [tx.context.trialId, value],
    )
  ).map((step) => ({ ...step, at: step.at.toISOString() }));
