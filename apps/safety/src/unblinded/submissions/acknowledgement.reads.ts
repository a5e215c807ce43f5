import {
  keyAfter,
  pageOf,
  pageSize,
  type AcknowledgementPage,
  type AcknowledgementView,
  type PageOfTrial,
} from '@trial/contracts';
import type { Cipher } from '@trial/encryption';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { openSealed, readable } from '../sealing/open-sealed.js';
import { Acknowledgements, type StoredAcknowledgement } from './acknowledgement.table.js';
import type { Reading } from './take-answer.js';

/** So many characters of a text go into one answer. */
const MOST_SHOWN = 200_000;

/** Those a person has to look at: nobody waits for all they name, they cannot be read, or nobody wrote down how they were. */
export async function acknowledgementPage(
  tx: Transaction,
  cipher: Cipher,
  request: PageOfTrial,
): Promise<AcknowledgementPage> {
  const limit = pageSize(request);
  const found = await tx
    .rows(Acknowledgements)
    .createQueryBuilder('came')
    .where('came.id::text > :after', { after: keyAfter(request.cursor) })
    .andWhere(`came.reading is distinct from 'understood'`)
    .orderBy('came.id::text')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(found, limit, ({ id }) => id);
  return { items: items.map((stored) => summaryOf(cipher, stored)), ...rest };
}

/** One acknowledgement in the words of its receiver; `Rejection('acknowledgement-unknown')`. */
export async function acknowledgementView(tx: Transaction, cipher: Cipher, id: string): Promise<AcknowledgementView> {
  const stored = await tx.rows(Acknowledgements).findOneBy({ id: id as StoredAcknowledgement['id'] });
  if (!stored) throw new Rejection('acknowledgement-unknown', { field: 'acknowledgementId' });
  const opened = readable(() => openSealed(cipher, stored.sealedText, `acknowledgement ${id}`, stored.keyId));
  const text = 'read' in opened ? opened.read : '';
  return {
    ...summaryOf(cipher, stored),
    ...('unreadable' in opened ? { unreadable: opened.unreadable } : {}),
    ...{ text: text.slice(0, MOST_SHOWN), cutOff: text.length > MOST_SHOWN },
  };
}

function summaryOf(cipher: Cipher, stored: StoredAcknowledgement) {
  const { id, came, reading, sealedReading, receivedBy, receivedAt } = stored;
  const opened = readable((): Reading => {
    if (sealedReading === null) return { strangers: [] };
    return JSON.parse(openSealed(cipher, sealedReading, `reading ${id}`, stored.keyId)) as Reading;
  });
  const read: Reading = 'read' in opened ? opened.read : { strangers: [] };
  return {
    ...{ acknowledgementId: id, came, reading: reading ?? 'not-recorded', receivedBy },
    receivedAt: receivedAt.toString({ fractionalSecondDigits: 3 }),
    strangers: 'strangers' in read ? [...read.strangers] : [],
    ...('unreadable' in read ? { broken: read.unreadable } : {}),
    ...('unreadable' in opened ? { unreadable: opened.unreadable } : {}),
  };
}
