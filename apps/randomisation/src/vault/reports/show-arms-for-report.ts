import { Injectable } from '@nestjs/common';
import type { ArmsForReport, ArmsForReportRequest } from '@trial/contracts/restricted';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { armsOf } from '../../domain/arm-of.js';
import { lettersFor } from '../../domain/arm-letters.js';
import { allocationsFrom, allocationsUpTo } from '../allocations/allocation.reads.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { openedList, type OpenedList } from '../randomisation-lists/opened-list.js';
import { DatabaseLocks } from '../unblinding/database-lock.table.js';
import { ReportReadings } from './report-reading.table.js';

/**
 * Tells the unblinded module of safety who holds which arm, for one report. First it is on record who asked and why, then
 * the list is opened; no answer is kept. Of a masked trial whose database is not locked the statistician of the safety board
 * alone is answered, in letters (ICH E6(R3) 4.1; `trial.md` 5.7).
 */
@Injectable()
export class ShowArmsForReport {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  /** `Rejection`: `database-not-locked`, `list-unknown`. */
  async execute(request: ArmsForReportRequest, context: Context): Promise<ArmsForReport> {
    const coded = await this.transactions.run(context, (tx) => this.record(tx, request));
    return this.transactions.read(context, async (tx) => {
      const list = await openedList(tx, this.cipher, request.trialId);
      if (!list) throw new Rejection('list-unknown');
      return this.answer(list, await held(tx, list), coded);
    });
  }

  private async record(tx: Transaction, { trialId, dataCutId, report }: ArmsForReportRequest): Promise<boolean> {
    const { actor: readBy, role, organisation, reason, sites } = tx.context;
    const open = !this.trials.isMasked(trialId) || (await tx.rows(DatabaseLocks).existsBy({ trialId }));
    if (!open && role !== 'dsmb-statistician') {
      throw new Rejection('database-not-locked', { rule: 'until then the statistician of the safety board alone' });
    }
    await tx.rows(ReportReadings).insert({
      ...{ id: tx.newId(), trialId, dataCutId, report, sites: [...sites], coded: !open },
      ...{ readBy, role, organisation, reason, readAt: tx.now },
    });
    return !open;
  }

  private answer({ listId, specification }: OpenedList, holding: readonly Holding[], coded: boolean): ArmsForReport {
    const letters = lettersFor(
      specification.arms.map(({ code }) => code),
      (arm) => this.cipher.nameOf(`arm ${listId} ${arm}`),
    );
    const items = holding.map(({ participantId, arm }) => {
      const shown = coded ? letters.get(arm) : arm;
      if (shown === undefined) throw new Error(`the specification of list ${listId} lacks an arm that somebody holds`);
      return { participantId, arm: shown };
    });
    return { items, coded, arms: letters.size };
  }
}

interface Holding {
  readonly participantId: string;
  readonly arm: string;
}

/** Everybody the caller may see. Where an arm follows from everybody before, they are needed too, and not answered. */
async function held(tx: Transaction, { listId, rows, specification }: OpenedList): Promise<readonly Holding[]> {
  const visible = await allocationsFrom(tx, listId);
  const last = visible.at(-1);
  const all = last ? await allocationsUpTo(tx, last) : [];
  const arms = armsOf(specification, rows, all);
  const wanted = new Set(visible.map(({ allocationId }) => allocationId));
  return all.flatMap(({ allocationId, participantId }, index) => {
    if (!wanted.has(allocationId)) return [];
    const arm = arms[index];
    if (arm === undefined) throw new Error(`allocation ${allocationId} cannot be opened`);
    return [{ participantId, arm }];
  });
}
