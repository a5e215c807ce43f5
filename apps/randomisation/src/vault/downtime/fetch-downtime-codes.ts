import { Injectable } from '@nestjs/common';
import type { AtDowntimePack, DowntimeCode, DowntimeCodes } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { ListPositions } from '../randomisation-lists/list-position.table.js';
import { openRow } from '../randomisation-lists/sealed-list.js';
import { DowntimeEnvelopes } from './downtime-envelope.table.js';
import { DowntimePacks, type DowntimePack } from './downtime-pack.table.js';
import { newCode, sealEnvelope, type EnvelopeContent } from './envelope.js';
import { lockOpenPack, reservedIn } from './pack.reads.js';
import type { ReservedPosition } from './reserved-position.table.js';

/**
 * Seals each envelope of a pack under a code of its own and shows the codes to whoever keeps them away from the pharmacy. They
 * are stored nowhere, not even encrypted, and no receipt has them: an answer that got lost on its way is a pack that nobody
 * can open, to be closed and issued again.
 */
@Injectable()
export class FetchDowntimeCodes {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: AtDowntimePack, context: Context): Promise<DowntimeCodes> {
    let codes: readonly DowntimeCode[] = [];
    const sealed = await this.transactions.once(context, async (tx) => {
      const pack = await lockOpenPack(tx, command);
      if (pack.codesShownAt) throw codesShown();
      codes = await this.seal(tx, pack, await reservedIn(tx, pack.id));
      await tx.rows(DowntimePacks).update({ id: pack.id }, { codesShownTo: context.actor, codesShownAt: tx.now });
      return { pack: pack.number, siteId: pack.siteId };
    });
    if (codes.length === 0) throw codesShown();
    return { ...sealed, codes: [...codes] };
  }

  private async seal(
    tx: Transaction,
    { id: packId, trialId, siteId, number: pack }: DowntimePack,
    reserved: readonly ReservedPosition[],
  ): Promise<readonly DowntimeCode[]> {
    const { environment } = this.cipher;
    const made = await Promise.all(
      reserved.map(async (row) => {
        const { envelope, stratum } = row;
        const code = newCode();
        const content = await this.contentOf(tx, row);
        return {
          envelope,
          code,
          ...(await sealEnvelope({ environment, trialId, siteId, pack, envelope, stratum }, content, code)),
        };
      }),
    );
    await tx
      .rows(DowntimeEnvelopes)
      .insert(made.map(({ envelope, salt, sealed }) => ({ packId, envelope, trialId, siteId, salt, sealed })));
    return made.map(({ envelope, code }) => ({ envelope, code }));
  }

  private async contentOf(tx: Transaction, { listId, stratum, position }: ReservedPosition): Promise<EnvelopeContent> {
    const stored = await tx.rows(ListPositions).findOneBy({ listId, stratum, position });
    const row = stored && openRow(this.cipher, stored);
    if (!row) throw new Error(`a row of list ${listId} that is set aside cannot be opened`);
    return { list: listId, stratum, position, arm: row.arm };
  }
}

const codesShown = (): Rejection =>
  new Rejection('codes-shown', { rule: 'close the pack and issue another when the codes are lost' });
