import { Injectable } from '@nestjs/common';
import { participantTreated, type EventOf } from '@trial/contracts';
import { instant, type ParticipantId } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { callsForFollowUp } from '../../domain/cell-product/batch.js';
import { outcomeOf } from '../../domain/cell-product/product.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { lockStock, statusOf } from './batch.reads.js';
import { cellProductOf } from './cell-product-rules.js';
import { openFollowUps } from './open-follow-ups.js';
import { lockProduct, type KnownProduct } from './product.reads.js';
import { storeScan } from './store-scan.js';

/**
 * What was given is recorded as it happened, right or wrong: without a scan, too late, somebody else's, or of a batch that
 * was stopped. What deviates stands in the chain of custody for the pharmacy; a recipient of a stopped batch is a task.
 */
@Injectable()
export class RememberGivenProduct {
  constructor(
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  @OnEvent(participantTreated)
  async on({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    const { trialId, siteId, participantId, trialVersion, anchorAt, lastInjectionAt = anchorAt } = data;
    if (!cellProductOf(this.trials.version(trialId, trialVersion))) return;
    await lockStock(tx, trialId);
    const code = data.productCode;
    const product = code === undefined ? undefined : await lockProduct(tx, this.cipher, { trialId, code });
    const by = data.operator ?? tx.context.actor;
    const scan = { step: 'use' as const, participantId, by, at: instant(lastInjectionAt) };
    storeScan(tx, {
      id: tx.newId(),
      trialId,
      siteId,
      participantId,
      code: code ?? null,
      step: 'use',
      outcome: code === undefined ? 'product-not-scanned' : outcomeOf(product, scan),
      usableUntil: null,
      warnAt: null,
      scannedBy: by,
      role: 'operator',
      scannedAt: scan.at,
    });
    if (product && code !== undefined) await this.followUp(tx, { ...product, code }, { participantId, siteId });
  }

  /** A batch that was stopped before this was known has one recipient more. */
  private async followUp(
    tx: Transaction,
    product: KnownProduct & { readonly code: string },
    recipient: { readonly participantId: ParticipantId; readonly siteId: string },
  ): Promise<void> {
    const { status, number } = await statusOf(tx, product.batchId);
    // In quarantine from the first: nobody released it, and it was given.
    if (!callsForFollowUp(status)) return;
    const { batchId, code, participantId, siteId } = product;
    const given = [{ id: code, code, siteId, participantId, batchId, discarded: false, given: [recipient] }];
    await openFollowUps(tx, this.cipher, { batchId, number }, given);
  }
}
