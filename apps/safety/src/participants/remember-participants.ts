import { Injectable } from '@nestjs/common';
import {
  participantConsented,
  participantTreated,
  treatmentCorrected,
  type DataOf,
  type EventOf,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { LessThanOrEqual } from 'typeorm';
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
      treatmentCorrection: 0,
    });
  }

  @OnEvent(participantTreated)
  treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    return rememberTreatment(tx, data, 0);
  }

  @OnEvent(treatmentCorrected)
  corrected({ data }: EventOf<typeof treatmentCorrected>, tx: Transaction): Promise<void> {
    return rememberTreatment(tx, data, data.correction);
  }
}

/** News come in any order: what an earlier correction, or the first record, says is no longer true. */
async function rememberTreatment(
  tx: Transaction,
  { participantId, anchorAt, zone }: Pick<DataOf<typeof participantTreated>, 'participantId' | 'anchorAt' | 'zone'>,
  correction: number,
): Promise<void> {
  const { id } = await participantOfEvent(tx, participantId);
  await tx
    .rows(Participants)
    .update(
      { id, treatmentCorrection: LessThanOrEqual(correction) },
      { treatedAt: instant(anchorAt), zone, treatmentCorrection: correction },
    );
}
