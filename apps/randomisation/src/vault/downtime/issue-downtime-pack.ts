import { Injectable } from '@nestjs/common';
import type { IssuedDowntimePack, IssueDowntimePackCommand } from '@trial/contracts';
import { Rejection, type Context, type TrialId } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { strataOfPack } from '../../domain/downtime-pack.js';
import { RandomisationLists } from '../randomisation-lists/randomisation-list.table.js';
import { DowntimePacks } from './downtime-pack.table.js';
import { ReservedPositions, type ReservedPosition } from './reserved-position.table.js';

/**
 * Sets the next free rows of each stratum aside for one site (R22, CAP10): from this commit on nobody else gets them. What
 * stands there is not looked at.
 */
@Injectable()
export class IssueDowntimePack {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: IssueDowntimePackCommand, context: Context): Promise<IssuedDowntimePack> {
    const { trialId, siteId, rows } = command;
    return this.transactions.once(context, async (tx) => {
      const { randomisation } = this.trials.inForce(trialId, siteId, tx.now);
      const strata = strataOfPack(randomisation, command);
      const listId = await lockSealedList(tx, trialId);
      if (await tx.rows(DowntimePacks).existsBy({ trialId, siteId, status: 'open' })) {
        throw new Rejection('pack-exists', { rule: 'the earlier pack of the site is reconciled and closed first' });
      }
      const free = await freeRows(tx, listId, strata, rows);
      const number = (await tx.rows(DowntimePacks).countBy({ trialId })) + 1;
      const packId = tx.newId();
      await tx.rows(DowntimePacks).insert({
        id: packId,
        trialId,
        siteId,
        number,
        listId,
        status: 'open',
        issuedBy: context.actor,
        issuedAt: tx.now,
      });
      await tx.rows(ReservedPositions).insert(
        free.map((row, index): ReservedPosition => ({
          packId,
          envelope: index + 1,
          trialId,
          siteId,
          listId,
          ...row,
          ending: 'set-aside',
          retiredFor: null,
          readOut: null,
        })),
      );
      const issuedAt = tx.now.toString({ fractionalSecondDigits: 3 });
      return { pack: number, siteId, envelopes: free.length, issuedAt };
    });
  }
}

/** The lock that every allocation of the trial takes: nobody is given a row while rows are set aside. */
export async function lockSealedList(tx: Transaction, trialId: TrialId): Promise<string> {
  const list = await tx
    .rows(RandomisationLists)
    .findOne({ where: { trialId, status: 'sealed' }, lock: { mode: 'pessimistic_write' } });
  if (!list) throw new Rejection('no-sealed-list');
  return list.id;
}

async function freeRows(
  tx: Transaction,
  listId: string,
  strata: readonly string[],
  count: number,
): Promise<readonly { readonly stratum: string; readonly position: number }[]> {
  const rows = await tx.query<{ stratum: string; position: number }>(
    `select wanted.stratum, free.position
       from unnest($2::text[]) with ordinality wanted (stratum, place), free_positions($1, wanted.stratum, $3) free (position)
      order by wanted.place, free.position`,
    [listId, strata, count],
  );
  if (rows.length < strata.length * count) {
    throw new Rejection('list-exhausted', { rule: 'a stratum has fewer rows left than are to be set aside' });
  }
  return rows;
}
