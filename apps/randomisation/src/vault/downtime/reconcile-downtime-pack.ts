import { Injectable } from '@nestjs/common';
import type { DowntimePackReport, ReconcileDowntimePackCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { codeFrom } from '../../domain/downtime-code.js';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { ListPositions } from '../randomisation-lists/list-position.table.js';
import { openRow } from '../randomisation-lists/sealed-list.js';
import { DowntimeEnvelopes } from './downtime-envelope.table.js';
import { DowntimeOpenings } from './downtime-opening.table.js';
import { DowntimePacks, type DowntimePack } from './downtime-pack.table.js';
import { openEnvelope, type EnvelopeContent } from './envelope.js';
import { lockOpenPack, packReport, reservedIn } from './pack.reads.js';
import type { ReservedPosition } from './reserved-position.table.js';

/**
 * Takes the pharmacy's word which envelopes it opened, each with the code that opens it: whoever has it could open it, and
 * nobody has it who was not given it. What is said once stays said; more may follow until the pack is closed.
 */
@Injectable()
export class ReconcileDowntimePack {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  execute(command: ReconcileDowntimePackCommand, context: Context): Promise<DowntimePackReport> {
    return this.transactions.once(context, async (tx) => {
      const pack = await lockOpenPack(tx, command);
      if (!pack.codesShownAt) throw new Rejection('codes-not-made');
      const reserved = await reservedIn(tx, pack.id);
      for (const [index, { envelope, code }] of command.opened.entries()) {
        const row = reserved.find((each) => each.envelope === envelope);
        if (!row) throw new Rejection('envelope-unknown', { field: `opened.${index}.envelope` });
        await this.open(tx, pack, row, { code, field: `opened.${index}.code` });
      }
      await tx.rows(DowntimePacks).update({ id: pack.id }, { reconciledBy: context.actor, reconciledAt: tx.now });
      return packReport(tx, command);
    });
  }

  private async open(
    tx: Transaction,
    pack: DowntimePack,
    row: ReservedPosition,
    { code, field }: { readonly code: string; readonly field: string },
  ): Promise<void> {
    const { packId, envelope, trialId, siteId, stratum } = row;
    if (codeFrom(code) === undefined) {
      throw new Rejection('code-mistyped', {
        field,
        rule: 'twenty letters and digits; one is wrong or two changed places',
      });
    }
    const sealed = await tx.rows(DowntimeEnvelopes).findOneByOrFail({ packId, envelope });
    const { environment } = this.cipher;
    const place = { environment, trialId, siteId, pack: pack.number, envelope, stratum };
    const content = await openEnvelope(place, sealed, code);
    if (!content) throw new Rejection('code-wrong', { field, rule: `it is not the code of envelope ${envelope}` });
    const shown = tx.rows(DowntimeOpenings);
    if (await shown.existsBy({ packId, envelope })) return;
    await shown.insert({
      packId,
      envelope,
      trialId,
      siteId,
      trueToList: await this.isTrue(tx, row, content),
      shownBy: tx.context.actor,
      shownAt: tx.now,
    });
  }

  private async isTrue(
    tx: Transaction,
    { listId, stratum, position }: ReservedPosition,
    content: EnvelopeContent,
  ): Promise<boolean> {
    const stored = await tx.rows(ListPositions).findOneBy({ listId, stratum, position });
    const row = stored && openRow(this.cipher, stored);
    return (
      row?.arm === content.arm &&
      content.list === listId &&
      content.stratum === stratum &&
      content.position === position
    );
  }
}
