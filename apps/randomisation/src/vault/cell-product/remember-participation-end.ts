import { Injectable } from '@nestjs/common';
import { participationEnded, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';

/** Whoever has left is handed no product any more. Only the first end counts: a later withdrawal adds nothing here. */
@Injectable()
export class RememberParticipationEnd {
  @OnEvent(participationEnded)
  on({ data }: EventOf<typeof participationEnded>, tx: Transaction): Promise<void> {
    const { participantId, trialId, siteId, endedAt } = data;
    tx.write(
      `insert into participation_end (participant_id, trial_id, site_id, ended_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [participantId, trialId, siteId, endedAt],
    );
    return Promise.resolve();
  }
}
