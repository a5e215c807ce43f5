import type { Transaction } from '@trial/persistence';
import type { AdverseEventId } from '../domain/adverse-event.js';
import type { Placed } from '../placement/placed.js';
import { SponsorReceipts, type SponsorReceipt } from './sponsor-receipt.table.js';

/** What the sponsor took in of an event: the receipt of it as serious first, which is the one that counts. */
export const receiptsOf = (tx: Transaction, adverseEventId: AdverseEventId): Promise<Placed<SponsorReceipt>[]> =>
  tx.rows(SponsorReceipts).find({ where: { adverseEventId }, order: { serious: 'DESC' } });

/** The receipt that counts: of the event as serious where the sponsor has one; null where they hold nothing. */
export const receiptThatCounts = async (
  tx: Transaction,
  adverseEventId: AdverseEventId,
): Promise<Placed<SponsorReceipt> | null> => (await receiptsOf(tx, adverseEventId))[0] ?? null;
