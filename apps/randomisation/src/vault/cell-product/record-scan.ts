import { Injectable } from '@nestjs/common';
import type { AcceptedScan, ScanAtBedsideCommand, ScanInPharmacyCommand } from '@trial/contracts';
import { Rejection, type Context, type Instant } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { checkProductCode } from '../../domain/cell-product/product-code.js';
import { outcomeOf, usableUntil, warnAt, type ScanOutcome } from '../../domain/cell-product/product.js';
import { allocationOf } from '../allocations/allocation.reads.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { holdStatuses, lockStock } from './batch.reads.js';
import { cellProductRules, type CellProductRules } from './cell-product-rules.js';
import { bearerOf, lockProduct } from './product.reads.js';
import { tooSoonToday, type TooSoon } from './refuse-too-soon.js';
import { storeScan } from './store-scan.js';
import { versionGoneBy } from './version-gone-by.reads.js';

type ScanCommand = ScanInPharmacyCommand | ScanAtBedsideCommand;
type Recorded = Omit<AcceptedScan, 'step'> & { readonly outcome: ScanOutcome; readonly tooSoon?: TooSoon };

/**
 * One scan of a hand-over (R34). What is refused is refused after it is on record: a wrong product at a bedside is a fact,
 * and the same request is refused in the same way. Only a label that was misread says nothing that could be recorded.
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
    const { outcome, tooSoon, ...scan } = await this.transactions.once(context, (tx) => this.record(tx, command));
    if (outcome !== 'accepted')
      throw new Rejection(outcome, { ...(tooSoon ?? { field: 'productCode', rule: NEXT_STEP }) });
    return { ...scan, step: command.step };
  }

  private async record(tx: Transaction, command: ScanCommand): Promise<Recorded> {
    const { trialId, participantId, productCode: code, step } = command;
    const { actor: by, role, sites } = tx.context;
    // Of two that are thawed at once, the second finds the first.
    await (step === 'thaw' ? lockStock(tx, trialId) : holdStatuses(tx, trialId));
    const found = await lockProduct(tx, this.cipher, { trialId, code });
    const product = found && sites.includes(found.siteId) ? found : undefined;
    const siteId = product?.siteId ?? (await allocationOf(tx, command))?.siteId ?? sites[0];
    if (siteId === undefined) throw new Rejection('site-unknown', { rule: 'a scan is made at a site' });
    const trial = await versionGoneBy(tx, this.trials, { trialId, siteId, participantId });
    const rules = cellProductRules(trial);
    const bearer = await bearerOf(tx, participantId, rules.sessions);
    const judged = outcomeOf(product, bearer, { step, by, at: tx.now });
    // The last moment at which waiting costs nothing: what is thawed cannot wait.
    const tooSoon =
      judged === 'accepted' && step === 'thaw' ? await tooSoonToday(tx, trial, participantId, 'thaw') : undefined;
    const outcome = tooSoon ? 'sentinel-too-soon' : judged;
    const clock = outcome === 'accepted' && step === 'thaw' ? clockFrom(tx.now, rules) : STOPPED;
    const scanId = tx.newId();
    const scan = { trialId, siteId, participantId, code, step, outcome, scannedBy: by, role, scannedAt: tx.now };
    storeScan(tx, { id: scanId, trialVersion: trial.version, administrationId: null, ...scan, ...clock });
    const until = clock.usableUntil ?? product?.usableUntil;
    const warning = clock.warnAt ?? product?.warnAt;
    return {
      scanId,
      outcome,
      ...(tooSoon ? { tooSoon } : {}),
      scannedAt: shown(tx.now),
      ...(until ? { usableUntil: shown(until) } : {}),
      ...(warning ? { warnAt: shown(warning) } : {}),
    };
  }
}

const STOPPED = { usableUntil: null, warnAt: null };
const clockFrom = (thawedAt: Instant, { thawToInjection: { limitMinutes, warnAtPercent } }: CellProductRules) => ({
  usableUntil: usableUntil(thawedAt, limitMinutes),
  warnAt: warnAt(thawedAt, limitMinutes, warnAtPercent),
});

const NEXT_STEP = 'do not give it: call the pharmacy';
const shown = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
