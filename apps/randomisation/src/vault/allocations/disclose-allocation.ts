import { Injectable } from '@nestjs/common';
import type { DiscloseAllocationCommand, DisclosedAllocation } from '@trial/contracts';
import { allocationDisclosed } from '@trial/contracts/restricted';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { allocationOf } from './allocation.reads.js';
import { armOf } from './arm-of-allocation.js';
import { Disclosures } from './disclosure.table.js';

/**
 * Shows one participant's arm to somebody entitled to it. First it is on record that they were shown it, then it is
 * opened: the receipt of the command knows the disclosure and not the arm, so a repeat opens it again.
 */
@Injectable()
export class DiscloseAllocation {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
  ) {}

  async execute(command: DiscloseAllocationCommand, context: Context): Promise<DisclosedAllocation> {
    const { disclosureId } = await this.record(command, context);
    const arm = await this.transactions.read(context, async (tx) => {
      const held = await allocationOf(tx, command);
      if (!held) throw new Error(`the allocation of disclosure ${disclosureId} is not there`);
      return armOf(tx, this.cipher, held);
    });
    return { disclosureId, participantId: command.participantId, arm };
  }

  private record(
    { trialId, participantId, reason }: DiscloseAllocationCommand,
    context: Context,
  ): Promise<{ disclosureId: string }> {
    return this.transactions.once(context, async (tx) => {
      const held = await allocationOf(tx, { trialId, participantId });
      if (!held) throw new Rejection('not-allocated', { field: 'participantId' });
      const { siteId, allocationId } = held;
      const disclosureId = tx.newId();
      const { actor, role, organisation } = context;
      await tx.rows(Disclosures).insert({
        id: disclosureId,
        trialId,
        siteId,
        participantId,
        allocationId,
        disclosedTo: actor,
        role,
        organisation,
        reason,
        disclosedAt: tx.now,
      });
      publish(tx, allocationDisclosed, { trialId, siteId, participantId, disclosureId, to: actor });
      return { disclosureId };
    });
  }
}
