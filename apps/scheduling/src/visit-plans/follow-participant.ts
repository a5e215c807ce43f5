import { Injectable } from '@nestjs/common';
import {
  participantConsented,
  participantRandomised,
  participantScreeningFailed,
  participantTreated,
  type EventOf,
} from '@trial/contracts';
import { instant, isAfter, Rejection } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { AttendTreatment } from './attend-treatment.js';
import { cancelAll } from './cancel-all.js';
import { ReplanParticipant } from './replan-participant.js';

/**
 * What becomes known of a participant makes and moves the plan: consent brings what comes before treatment, and
 * randomisation a provisional follow-up; the first injection or dose makes it firm (trial.md 2.2, rule 1).
 */
@Injectable()
export class FollowParticipant {
  constructor(
    private readonly trials: Trials,
    private readonly replanning: ReplanParticipant,
    private readonly treatment: AttendTreatment,
  ) {}

  /** The first consent, or a later one: whoever consents to an amended trial goes by it from then on (S16). */
  @OnEvent(participantConsented)
  async consented({ data }: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, data);
    const { participantCode, trialVersion } = data;
    const site = this.trials.version(data.trialId, trialVersion).sites.find(({ code }) => code === data.siteId);
    const consentedAt = instant(data.consentedAt);
    const isFirst = known.consentedAt === null || !isAfter(consentedAt, known.consentedAt);
    const isAmended = known.trialVersion !== null && trialVersion > known.trialVersion;
    const participant = await remember(tx, known, {
      participantCode,
      zone: known.zone ?? site?.zone ?? 'UTC',
      ...(isFirst ? { consentedAt } : {}),
      ...(known.trialVersion === null || isAmended ? { trialVersion } : {}),
    });
    if (isAmended) await this.replanning.carryOut(tx, participant, 'amendment', 'while-possible');
    else await this.replanning.carryOut(tx, participant, 'anchor-known');
    await this.treatment.record(tx, participant);
  }

  @OnEvent(participantRandomised)
  async randomised({ data }: EventOf<typeof participantRandomised>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, data);
    const participant = await remember(tx, known, { randomisedAt: instant(data.randomisedAt) });
    await this.replanning.carryOut(tx, participant, 'anchor-known');
  }

  /**
   * A participant has one anchor: another one that is no correction is for a person to look at
   * (`Rejection('anchor-set-already')`, which parks the event).
   */
  @OnEvent(participantTreated)
  async treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, data);
    const anchorAt = instant(data.anchorAt);
    if (known.anchorAt !== null) {
      if (known.anchorCorrection > 0 || known.anchorAt.equals(anchorAt)) return;
      throw new Rejection('anchor-set-already', { field: 'anchorAt', rule: 'visits are planned from another anchor' });
    }
    const { participantCode, zone } = data;
    const trialVersion = known.trialVersion ?? data.trialVersion;
    const participant = await remember(tx, known, { participantCode, trialVersion, zone, anchorAt });
    await this.replanning.carryOut(tx, participant, 'anchor-known');
    await this.treatment.record(tx, participant);
  }

  @OnEvent(participantScreeningFailed)
  async screeningFailed({ data }: EventOf<typeof participantScreeningFailed>, tx: Transaction): Promise<void> {
    const participant = await remember(tx, await lockedParticipant(tx, data), { screeningFailed: true });
    await cancelAll(tx, participant.id, 'screening-failed');
  }
}
