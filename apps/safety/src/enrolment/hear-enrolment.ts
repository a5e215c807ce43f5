import { Injectable } from '@nestjs/common';
import { participantConsented, participantTreated, treatmentCorrected, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { deriveFindings } from '../local-toxicity/derive-findings.js';
import type { Participant } from '../participants/participant.table.js';
import { rememberConsent, rememberTreatment } from '../participants/remember-participant.js';

/** Who takes part, and since when they are treated: what was seen at a limb is a finding from then on. */
@Injectable()
export class HearEnrolment {
  constructor(private readonly trials: Trials) {}

  @OnEvent(participantConsented)
  async consented({ data }: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    const { sites } = this.trials.version(data.trialId, data.trialVersion);
    await rememberConsent(tx, data, sites.find(({ code }) => code === data.siteId)?.zone ?? 'UTC');
  }

  @OnEvent(participantTreated)
  async treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    await this.derive(tx, await rememberTreatment(tx, data, 0));
  }

  @OnEvent(treatmentCorrected)
  async corrected({ data }: EventOf<typeof treatmentCorrected>, tx: Transaction): Promise<void> {
    await this.derive(tx, await rememberTreatment(tx, data, data.correction));
  }

  private derive(tx: Transaction, participant: Participant): Promise<void> {
    const { trialId, siteId, trialVersion } = participant;
    return deriveFindings(tx, participant, this.trials.goneBy(trialId, siteId, trialVersion, tx.now));
  }
}
