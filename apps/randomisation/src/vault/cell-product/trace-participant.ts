import { Injectable } from '@nestjs/common';
import type { ParticipantTrace, TracedProduct, TracedStep, TraceParticipantCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { recordDisclosure } from '../allocations/record-disclosure.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { productsOfAllSites, standingBatches, type ProductOfBatch } from './batch.reads.js';

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
    const products = await this.transactions.read(context, (tx) => this.trace(tx, command));
    return { disclosureId, products };
  }

  private async trace(tx: Transaction, { trialId, participantId }: TraceParticipantCommand): Promise<TracedProduct[]> {
    const batches = new Map((await standingBatches(tx, this.cipher, trialId)).map((batch) => [batch.id, batch]));
    const isTheirs = (product: ProductOfBatch) =>
      product.participantId === participantId || product.given.some((use) => use.participantId === participantId);
    const products = (await productsOfAllSites(tx, this.cipher)).filter(isTheirs);
    return Promise.all(
      products.map(async ({ code, batchId, given }) => ({
        productCode: code,
        batchNumber: batches.get(batchId)?.number ?? '',
        donorCode: batches.get(batchId)?.content.donorCode ?? '',
        given: given.some((use) => use.participantId === participantId),
        steps: await stepsOf(tx, code),
      })),
    );
  }
}

const stepsOf = async (tx: Transaction, code: string): Promise<TracedStep[]> =>
  (
    await tx.query<Omit<TracedStep, 'at'> & { at: Date }>(
      `select step, outcome, scanned_by as by, scanned_at as at from product_scan
        where trial_id = $1 and code = $2 order by sequence`,
      [tx.context.trialId, code],
    )
  ).map((step) => ({ ...step, at: step.at.toISOString() }));
