import { Injectable } from '@nestjs/common';
import type { AcceptedScan, ScanAtBedsideCommand, ScanInPharmacyCommand } from '@trial/contracts';
import { Rejection, type Context, type Instant } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { checkProductCode } from '../../domain/cell-product/product-code.js';
import { outcomeOf, usableUntil, warnAt, type ScanOutcome } from '../../domain/cell-product/product.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { cellProductRules } from './cell-product-rules.js';
import { lockProduct } from './product.reads.js';
import { storeScan } from './store-scan.js';

type ScanCommand = ScanInPharmacyCommand | ScanAtBedsideCommand;
type Recorded = Omit<AcceptedScan, 'step'> & { readonly outcome: ScanOutcome };

/**
 * One scan of a hand-over (R34). What is refused is refused after it is on record: a wrong product at a bedside is a fact,
 * and the same request is refused in the same way.
 */
@Injectable()
export class RecordScan {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: ScanCommand, context: Context): Promise<AcceptedScan> {
    checkProductCode(command.productCode);
    const { outcome, ...scan } = await this.transactions.once(context, (tx) => this.record(tx, command));
    if (outcome !== 'accepted') throw new Rejection(outcome, { field: 'productCode', rule: NEXT_STEP });
    return { ...scan, step: command.step };
  }

  private async record(tx: Transaction, command: ScanCommand): Promise<Recorded> {
    const { trialId, participantId, productCode: code, step } = command;
    const product = await lockProduct(tx, this.cipher, { trialId, code });
    const siteId = product?.siteId ?? tx.context.sites[0];
    if (siteId === undefined) throw new Rejection('site-unknown', { rule: 'a scan is made at a site' });
    const { thawToInjection } = cellProductRules(this.trials.inForce(trialId, siteId, tx.now));
    const { actor: by, role } = tx.context;
    const outcome = outcomeOf(product, { step, participantId, by, at: tx.now });
    const starts = outcome === 'accepted' && step === 'thaw' ? thawToInjection : undefined;
    const clock = {
      usableUntil: starts ? usableUntil(tx.now, starts.limitMinutes) : null,
      warnAt: starts ? warnAt(tx.now, starts.limitMinutes, starts.warnAtPercent) : null,
    };
    const scanId = tx.newId();
    const scan = { trialId, siteId, participantId, code, step, outcome, scannedBy: by, role, scannedAt: tx.now };
    storeScan(tx, { id: scanId, ...scan, ...clock });
    const until = clock.usableUntil ?? product?.usableUntil;
    return {
      scanId,
      outcome,
      scannedAt: shown(tx.now),
      ...(until ? { usableUntil: shown(until) } : {}),
      ...(clock.warnAt ? { warnAt: shown(clock.warnAt) } : {}),
    };
  }
}

const NEXT_STEP = 'do not give it: call the pharmacy';
const shown = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
