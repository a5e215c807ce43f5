import type { TrialId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { callsForFollowUp } from '../../domain/cell-product/batch.js';
import { recipientsOf, type Recipient } from '../../domain/cell-product/look-back.js';
import type { VaultCipher } from '../encryption/vault-cipher.js';
import { knownBatches, productsOfAllSites, type KnownBatch, type KnownStatus } from './batch.reads.js';
import { FollowUpClosures } from './follow-up-closure.table.js';
import { openClosure } from './sealed-batch.js';

export interface OpenFollowUp extends Recipient {
  readonly id: string;
  readonly batch: KnownBatch;
  /** The status that called for it. */
  readonly stopped: KnownStatus;
}

/**
 * The tasks that stopped batches leave and nobody closed (R36). They are no rows: they follow from statuses, products and
 * what was given, so that none is missed or doubled, whatever is heard in which order, and no count of anything tells how
 * many received a batch.
 */
export async function openFollowUps(tx: Transaction, cipher: VaultCipher, trialId: TrialId): Promise<OpenFollowUp[]> {
  const products = await productsOfAllSites(tx, cipher);
  const closed = new Set(
    (await tx.rows(FollowUpClosures).findBy({ trialId })).map(({ id, sealedClosure }) => {
      const { followUpId, statusNumber } = openClosure(cipher, id, sealedClosure);
      return `${followUpId} ${statusNumber}`;
    }),
  );
  return (await knownBatches(tx, cipher, trialId))
    .filter(({ last }) => callsForFollowUp(last.status))
    .flatMap((batch) => {
      const stopped = beginningOf(batch);
      return recipientsOf(batch.id, products).map((recipient) => ({
        ...recipient,
        id: cipher.nameOf(`follow-up ${batch.id} ${recipient.code} ${recipient.participantId} ${recipient.given}`),
        batch,
        stopped,
      }));
    })
    .filter(({ id, stopped }) => !closed.has(`${id} ${stopped.number}`));
}

/** The first of the last statuses that are the same: what is said again calls for nothing new. */
const beginningOf = ({ history, last }: KnownBatch): KnownStatus =>
  history.reduce((beginning, said) => (said.status === beginning.status ? beginning : said), history[0] ?? last);
