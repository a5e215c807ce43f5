import { Injectable } from '@nestjs/common';
import { participantRandomised, type EventOf } from '@trial/contracts';
import { allocationMade } from '@trial/contracts/restricted';
import { NotYet } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { warnOfLowList } from '../randomisation-lists/warn-of-low-list.js';
import { allocationOf } from './allocation.reads.js';

/** Tells the unblinded modules that an allocation was made: ids, and nothing one could read an arm from. */
@Injectable()
export class AnnounceAllocation {
  @OnEvent(participantRandomised)
  async on({ data }: EventOf<typeof participantRandomised>, tx: Transaction): Promise<void> {
    const held = await allocationOf(tx, data);
    if (!held) throw new NotYet(`allocation of participant ${data.participantId}`);
    const { allocationId, listId, stratum } = held;
    const { trialId, siteId, participantId } = data;
    publish(tx, allocationMade, { trialId, siteId, participantId, allocationId, listId });
    await warnOfLowList(tx, { listId, stratum, siteId });
  }
}
