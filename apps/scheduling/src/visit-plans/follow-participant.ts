import { Injectable } from '@nestjs/common';
import {
  participantConsented,
  participantRandomised,
  participantScreeningFailed,
  participantTreated,
  treatmentCorrected,
  type EventOf,
} from '@trial/contracts';
import { instant, isAfter, Rejection } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockedParticipant, remember } from '../participants/remember-participant.js';
import { closeNow } from '../visit-windows/bells.js';
import { Visits } from '../visits/visit.table.js';
import { endExpectedTreatment } from '../worklist/expected-treatment.js';
import { FollowWork } from '../worklist/follow-work.js';
import { settleWork } from '../worklist/settle-work.js';
import { rememberCode } from '../worklist/work-participants.js';
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
    private readonly work: FollowWork,
  ) {}

  /** The first consent, or a later one: whoever consents to an amended trial goes by it from then on (S16). */
  @OnEvent(participantConsented)
  async consented(event: EventOf<typeof participantConsented>, tx: Transaction): Promise<void> {
    const { data } = event;
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
    await rememberCode(tx, data);
    await this.work.hear(participantConsented, event, tx);
  }

  @OnEvent(participantRandomised)
  async randomised(event: EventOf<typeof participantRandomised>, tx: Transaction): Promise<void> {
    const { data } = event;
    const known = await lockedParticipant(tx, data);
    const participant = await remember(tx, known, { randomisedAt: instant(data.randomisedAt) });
    await this.replanning.carryOut(tx, participant, 'anchor-known');
    await this.treatment.record(tx, participant);
    await this.work.hear(participantRandomised, event, tx);
  }

  /**
   * A participant has one anchor: another one that is no correction is for a person to look at
   * (`Rejection('anchor-set-already')`, which parks the event).
   */
  @OnEvent(participantTreated)
  async treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, data);
    const anchorAt = instant(data.anchorAt);
    await settleWork(tx, participantTreated, data, anchorAt);
    await endExpectedTreatment(tx, known, anchorAt);
    if (known.anchorAt !== null) {
      if (known.anchorCorrection > 0 || known.anchorAt.equals(anchorAt)) return;
      throw new Rejection('anchor-set-already', { field: 'anchorAt', rule: 'visits are planned from another anchor' });
    }
    const { participantCode, zone } = data;
    const trialVersion = known.trialVersion ?? data.trialVersion;
    const participant = await remember(tx, known, {
      participantCode,
      trialVersion,
      zone,
      anchorAt,
      treatedVersion: data.trialVersion,
      expiredEvidence: data.expiredEvidence ?? null,
    });
    await this.replanning.carryOut(tx, participant, 'anchor-known');
    await this.treatment.record(tx, participant);
  }

  /**
   * The time of treatment was wrong: what has not taken place moves with day 0, and treatment took place when it really
   * did. The correction with the highest number counts, in whatever order they are heard.
   */
  @OnEvent(treatmentCorrected)
  async corrected({ data }: EventOf<typeof treatmentCorrected>, tx: Transaction): Promise<void> {
    const known = await lockedParticipant(tx, data);
    const { correction, zone } = data;
    if (correction <= known.anchorCorrection) return;
    const participant = await remember(tx, known, {
      trialVersion: known.trialVersion ?? data.trialVersion,
      zone,
      anchorAt: instant(data.anchorAt),
      treatedVersion: data.trialVersion,
      anchorCorrection: correction,
      expiredEvidence: data.expiredEvidence ?? null,
    });
    await this.replanning.carryOut(tx, participant, 'anchor-corrected');
    await this.treatment.record(tx, participant);
  }

  @OnEvent(participantScreeningFailed)
  async screeningFailed(event: EventOf<typeof participantScreeningFailed>, tx: Transaction): Promise<void> {
    const { data } = event;
    const participant = await remember(tx, await lockedParticipant(tx, data), { screeningFailed: true });
    await cancelAll(tx, participant.id, 'screening-failed');
    for (const visit of await tx.rows(Visits).findBy({ participantId: participant.id, state: 'done' }))
      await closeNow(tx, visit);
    await this.work.hear(participantScreeningFailed, event, tx);
  }
}
