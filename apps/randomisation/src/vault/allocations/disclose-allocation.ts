import { Injectable } from '@nestjs/common';
import type { DiscloseAllocationCommand, DisclosedAllocation } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { allocationOf } from './allocation.reads.js';
import { armOf } from './arm-of-allocation.js';
import { recordDisclosure } from './record-disclosure.js';

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
    const { disclosureId } = await this.transactions.once(context, (tx) => recordDisclosure(tx, command));
    const arm = await this.transactions.read(context, async (tx) => {
      const held = await allocationOf(tx, command);
      if (!held) throw new Error(`the allocation of disclosure ${disclosureId} is not there`);
      return armOf(tx, this.cipher, held);
    });
    return { disclosureId, participantId: command.participantId, arm };
  }
}
