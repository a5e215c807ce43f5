import { Injectable } from '@nestjs/common';
import type { CloseDowntimePackCommand, DowntimePackReport } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { endOf } from '../../domain/downtime.js';
import { DowntimePacks } from './downtime-pack.table.js';
import { lockSealedList } from './issue-downtime-pack.js';
import { envelopesOf, lockOpenPack, packReport } from './pack.reads.js';
import { ReservedPositions } from './reserved-position.table.js';

/**
 * The second signature. Whoever keeps the codes says which were given out, the pharmacy has said which it opened; only a row
 * of which neither says so goes back to the list, and only when its turn has not passed. Under the lock of the list: no
 * participant is randomised between the last look at it and the end of the pack.
 */
@Injectable()
export class CloseDowntimePack {
  constructor(private readonly transactions: Transactions) {}

  execute(command: CloseDowntimePackCommand, context: Context): Promise<DowntimePackReport> {
    return this.transactions.once(context, async (tx) => {
      const listId = await lockSealedList(tx, command.trialId);
      const pack = await lockOpenPack(tx, command);
      if (pack.codesShownAt && !pack.reconciledAt) {
        throw new Rejection('pack-not-reconciled', {
          rule: 'the pharmacy says first what it opened, also when nothing was',
        });
      }
      if (pack.reconciledBy === context.actor) {
        throw new Rejection('second-person-needed', { rule: 'whoever spoke for the pharmacy does not close the pack' });
      }
      const readOut = new Set(command.readOut.map(({ envelope }) => envelope));
      const known = await envelopesOf(tx, pack.id);
      const index = command.readOut.findIndex(({ envelope }) => !known.some((each) => each.envelope === envelope));
      if (index >= 0) throw new Rejection('envelope-unknown', { field: `readOut.${index}.envelope` });
      const last = await lastAllocated(tx, listId);
      for (const envelope of known) {
        const said = { ...envelope, readOut: readOut.has(envelope.envelope) };
        const end = endOf(said, (stratum) => last.get(stratum) ?? 0);
        await tx.rows(ReservedPositions).update(
          { packId: pack.id, envelope: envelope.envelope },
          {
            ending: end.row,
            retiredFor: end.row === 'retired' ? end.retiredFor : null,
            readOut: said.readOut,
          },
        );
      }
      const closed = { status: 'closed', closedBy: context.actor, closedAt: tx.now } as const;
      await tx.rows(DowntimePacks).update({ id: pack.id }, closed);
      return packReport(tx, command);
    });
  }
}

/** The highest position of each stratum that anybody holds. */
async function lastAllocated(tx: Transaction, listId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ stratum: string; last: number }>(
    `select stratum, max(position) as last from allocation where list_id = $1 group by stratum`,
    [listId],
  );
  return new Map(rows.map(({ stratum, last }) => [stratum, last]));
}
