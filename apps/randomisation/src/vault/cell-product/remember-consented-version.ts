import { Injectable } from '@nestjs/common';
import { participantConsented, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';

/** Of several consents the one to the newest version counts, in whatever order they are heard. */
@Injectable()
export class RememberConsentedVersion {
  @OnEvent(participantConsented)
  on({ data }: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    const { participantId, trialId, siteId, trialVersion } = data;
    tx.write(
      `insert into consented_version (participant_id, trial_id, site_id, trial_version) values ($1, $2, $3, $4)
       on conflict (participant_id) do update set trial_version = excluded.trial_version
         where consented_version.trial_version < excluded.trial_version`,
      [participantId, trialId, siteId, trialVersion],
    );
    return Promise.resolve();
  }
}
