import { Injectable } from '@nestjs/common';
import { allocationOpened } from '@trial/contracts';
import type { ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { allocationOf } from './allocation.reads.js';
import { armOf } from './arm-of-allocation.js';

/**
 * Says in the open what a participant of an open-label trial was allocated to. The only place that does, and its first line
 * is the guard: of a masked trial nothing is opened, not even for ourselves.
 */
@Injectable()
export class OpenAllocation {
  constructor(
    private readonly trials: Trials,
    private readonly cipher: VaultCipher,
  ) {}

  async tell(
    tx: Transaction,
    at: { readonly trialId: TrialId; readonly siteId: SiteId; readonly participantId: ParticipantId },
  ): Promise<void> {
    if (this.trials.isMasked(at.trialId)) return;
    const held = await allocationOf(tx, at);
    if (!held) throw new Error(`the allocation of participant ${at.participantId} is not there`);
    publish(tx, allocationOpened, { ...at, arm: await armOf(tx, this.cipher, held) });
  }
}
