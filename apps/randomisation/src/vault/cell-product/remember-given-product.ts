import { Injectable } from '@nestjs/common';
import { participantTreated, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { outcomeOf, type ScanOutcome } from '../../domain/cell-product/product.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { cellProductOf } from './cell-product-rules.js';
import { bearerOf, lockProduct } from './product.reads.js';
import { storeTreatment } from './store-treatment.js';
import { storeScan } from './store-scan.js';

type Treated = EventOf<typeof participantTreated>['data'];

/**
 * What was given is recorded as it happened, right or wrong: without a scan, too late, or somebody else's. It is judged by
 * what stood when the last injection was given, not by what has become of the batch since. What deviates stands in the
 * chain of custody for the pharmacy; whether somebody is followed up for it follows from there.
 */
@Injectable()
export class RememberGivenProduct {
  constructor(
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  @OnEvent(participantTreated)
  async on({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    const { trialId, siteId, participantId, trialVersion, administrationId, productCode } = data;
    const rules = cellProductOf(this.trials.version(trialId, trialVersion));
    if (!rules) return;
    storeTreatment(tx, { ...data, correction: 0 });
    storeScan(tx, {
      id: tx.newId(),
      trialId,
      siteId,
      participantId,
      trialVersion,
      code: productCode ?? null,
      step: 'use',
      outcome: await this.judged(tx, data, rules.sessions),
      usableUntil: null,
      warnAt: null,
      administrationId,
      scannedBy: data.operator ?? tx.context.actor,
      role: 'operator',
      scannedAt: instant(data.lastInjectionAt ?? data.anchorAt),
    });
  }

  private async judged(tx: Transaction, data: Treated, sessions: number): Promise<ScanOutcome> {
    const { trialId, participantId, productCode, operator, anchorAt, lastInjectionAt = anchorAt } = data;
    if (productCode === undefined) return 'product-not-scanned';
    const at = instant(lastInjectionAt);
    const product = await lockProduct(tx, this.cipher, { trialId, code: productCode, at });
    const { isTreated } = await bearerOf(tx, participantId, sessions);
    const by = operator ?? tx.context.actor;
    // Whoever was treated had not left, whatever was heard since.
    return outcomeOf(product, { participantId, hasLeft: false, isTreated }, { step: 'use', by, at });
  }
}
