import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import { civilDate, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { earliestTreatmentOn, mostKeptApart, sentinelRule, Trials } from '@trial/trial-configuration';
import { IsNull, Not } from 'typeorm';
import { draftTooSoon, type DraftedDeviation } from '../domain/deviation.js';
import { Participants } from '../participants/participant.table.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { draft, lockStanding } from './derive-deviation.js';
import type { Deviation } from './deviation.table.js';
import { treatmentDistance } from './treatment-distance.deadline.js';

const kind = 'treated-too-soon';

/**
 * The first participants of a trial are treated some days apart (`stopping.sentinel`). Nothing that was given is refused: what
 * came too soon is a deviation of its visit of treatment. All of them are looked at again whenever the time of one becomes
 * known or is corrected, since it says of others too whether they waited. Arms play no part.
 */
@Injectable()
export class JudgeDistance {
  constructor(private readonly trials: Trials) {}

  @OnDeadline(treatmentDistance)
  async due({ trialId }: PayloadOf<typeof treatmentDistance>, tx: Transaction): Promise<void> {
    // One after the other: of two that became known at once, the later finds both.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`treatment distance ${trialId}`]);
    await tx.as({ ...tx.context, sites: this.trials.sitesOf(trialId) }, (all) => this.judgeFirst(all, trialId));
  }

  private async judgeFirst(tx: Transaction, trialId: string): Promise<void> {
    const first = await tx.rows(Participants).find({
      where: { trialId, anchorAt: Not(IsNull()) },
      order: { anchorAt: 'asc', id: 'asc' },
      take: mostKeptApart(this.trials, trialId),
    });
    const standing = await lockStanding(tx, { trialId, kind });
    const before: Instant[] = [];
    for (const { participantId, anchorAt, treatedVersion } of first) {
      if (!anchorAt) continue;
      const visit = await treatmentOf(tx, participantId);
      if (visit) {
        const judgedBy = { ...visit, trialVersion: treatedVersion ?? this.versionAt(visit, anchorAt) };
        await draft(tx, judgedBy, standingAt(standing, visit), this.judged(judgedBy, anchorAt, before));
      }
      before.push(anchorAt);
    }
    const judged = new Set(first.map(({ participantId }) => participantId));
    for (const deviation of standing.filter(({ participantId }) => !judged.has(participantId)))
      await draft(tx, await tx.rows(Visits).findOneByOrFail({ id: deviation.visitId }), deviation, 'none');
  }

  /**
   * Of a treatment told before its version was kept: that of its visit when the window opened, and what followed it without new
   * consent until treatment. A new consent given in between is not known any more.
   */
  private versionAt({ trialId, siteId, trialVersion }: StoredVisit, treatedAt: Instant): number {
    return this.trials.goneBy(trialId, siteId, trialVersion, treatedAt).version;
  }

  private judged(visit: StoredVisit, treatedAt: Instant, before: readonly Instant[]): DraftedDeviation | 'none' {
    const trial = this.trials.version(visit.trialId, visit.trialVersion);
    const on = earliestTreatmentOn(trial, before);
    const treatedOn = civilDate(treatedAt, trial.reporting.zone);
    return draftTooSoon(treatedOn, on && { on, rule: sentinelRule(trial, on) });
  }
}

const treatmentOf = (tx: Transaction, participantId: string): Promise<StoredVisit | null> =>
  tx.rows(Visits).findOne({
    where: { participantId, phase: 'treatment', state: 'done' },
    order: { targetAt: 'asc', id: 'asc' },
  });

const standingAt = (standing: readonly Deviation[], { id }: StoredVisit): Deviation | null =>
  standing.find(({ visitId }) => visitId === id) ?? null;
