import { Injectable } from '@nestjs/common';
import { participantConsented, participantTreated, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { participantOfEvent } from './participant.reads.js';
import { Participants } from './participant.table.js';

@Injectable()
export class RememberParticipants {
  constructor(private readonly trials: Trials) {}

  @OnEvent(participantConsented)
  async consented({ data }: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    const { trialId, siteId, participantId, trialVersion } = data;
    const participants = tx.rows(Participants);
    // Consent may be given again under a later version; the first decides until the participant moves on.
    if (await participants.existsBy({ id: participantId })) return;
    const site = this.trials.version(trialId, trialVersion).sites.find(({ code }) => code === siteId);
    await participants.insert({
      id: participantId,
      trialId,
      siteId,
      trialVersion,
      zone: site?.zone ?? 'UTC',
      treatedAt: null,
    });
  }

  @OnEvent(participantTreated)
  async treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    const { id } = await participantOfEvent(tx, data.participantId);
    await tx.rows(Participants).update({ id }, { treatedAt: instant(data.anchorAt), zone: data.zone });
  }
}
