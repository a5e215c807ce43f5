import { Injectable } from '@nestjs/common';
import { participantConsented, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Participants } from './participant.table.js';

/** From consent on there may be results. A renewed consent brings its trial version and leaves the rest. */
@Injectable()
export class RememberConsent {
  @OnEvent(participantConsented)
  async on({ data }: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    const { participantId: id, trialId, siteId, trialVersion, sex, age: ageYears } = data;
    await tx.rows(Participants).upsert({ id, trialId, siteId, trialVersion, sex, ageYears }, ['id']);
  }
}
