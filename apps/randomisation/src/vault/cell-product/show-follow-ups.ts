import { Injectable } from '@nestjs/common';
import type { OpenFollowUpsCommand, RecipientFollowUp, RecipientFollowUps } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { recordProductReading } from './record-product-reading.js';
import { openReason, openRecipient } from './sealed-batch.js';

/** The follow-ups nobody closed, oldest first. First it is on record who reads them, then they are opened. */
@Injectable()
export class ShowFollowUps {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute({ reason }: OpenFollowUpsCommand, context: Context): Promise<RecipientFollowUps> {
    const { readingId } = await this.transactions.once(context, (tx) =>
      Promise.resolve({ readingId: recordProductReading(tx, { subject: 'follow-ups', reason }) }),
    );
    const rows = await this.transactions.read(context, openOnes);
    return { readingId, open: rows[0]?.open ?? 0, items: rows.map((row) => this.shown(row)) };
  }

  private shown(row: OpenRow): RecipientFollowUp {
    const { code, ...recipient } = openRecipient(this.cipher, row.id, row.sealedRecipient);
    return {
      followUpId: row.id,
      batchNumber: row.batchNumber,
      because: row.status,
      reason: openReason(this.cipher, row.batchId, row.statusNumber, row.sealedReason),
      productCode: code,
      ...recipient,
      openedAt: row.openedAt.toISOString(),
    };
  }
}

const openOnes = (tx: Transaction): Promise<OpenRow[]> =>
  tx.query<OpenRow>(
    `select follow_up.id, follow_up.sealed_recipient as "sealedRecipient", follow_up.opened_at as "openedAt",
            batch.id as "batchId", batch.number as "batchNumber", stopped.number as "statusNumber", stopped.status,
            stopped.sealed_reason as "sealedReason", (count(*) over ())::integer as open
       from recipient_follow_up follow_up
       join batch on batch.id = follow_up.batch_id
       join batch_status stopped on stopped.batch_id = batch.id and stopped.number = follow_up.status_number
      where follow_up.trial_id = $1
        and not exists (select from follow_up_closure where follow_up_id = follow_up.id)
      order by follow_up.id limit 200`,
    [tx.context.trialId],
  );

interface OpenRow {
  readonly id: string;
  readonly sealedRecipient: Buffer;
  readonly openedAt: Date;
  readonly batchId: string;
  readonly batchNumber: string;
  readonly statusNumber: number;
  readonly status: string;
  readonly sealedReason: Buffer;
  readonly open: number;
}
