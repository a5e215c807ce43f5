import { Injectable } from '@nestjs/common';
import { participantRandomised, type EventOf } from '@trial/contracts';
import { allocationMade } from '@trial/contracts/restricted';
import { NotYet } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { StratumSupply } from '../../domain/list-supply.js';
import { warnOfLowList } from '../randomisation-lists/warn-of-low-list.js';
import { OpenAllocation } from './open-allocation.js';

/**
 * Tells the unblinded modules that an allocation was made: ids, and nothing one could read an arm from. In an open-label
 * trial everybody is told more.
 */
@Injectable()
export class AnnounceAllocation {
  constructor(private readonly opening: OpenAllocation) {}

  @OnEvent(participantRandomised)
  async on({ data }: EventOf<typeof participantRandomised>, tx: Transaction): Promise<void> {
    const { trialId, siteId, participantId } = data;
    const [made] = await tx.query<Made>(MADE, [trialId, participantId]);
    if (!made) throw new NotYet(`allocation of participant ${participantId}`);
    const { allocationId, listId, ...supply } = made;
    publish(tx, allocationMade, { trialId, siteId, participantId, allocationId, listId });
    await this.opening.tell(tx, { trialId, siteId, participantId });
    await warnOfLowList(tx, { listId, siteId, supply });
  }
}

interface Made extends StratumSupply {
  readonly allocationId: string;
  readonly listId: string;
}

/** The allocation of a participant with what is left of its stratum: every allocation asks, so it is one question. */
const MADE = `
  select allocation.id as "allocationId", list_id as "listId", supply.stratum, supply.rows, supply.used
    from allocation cross join lateral stratum_supply(list_id, allocation.stratum) supply
   where trial_id = $1 and participant_id = $2`;
