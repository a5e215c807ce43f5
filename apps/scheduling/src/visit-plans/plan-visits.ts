import { Injectable } from '@nestjs/common';
import { participantTreated, visitPlanned, type EventOf } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { instant } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { planVisits } from '../domain/visit-plan.js';
import { planVisit } from '../domain/visit.js';
import { replanNotices } from '../notices/replan-notices.js';
import { rememberTreatment } from '../participants/remember-participant.js';
import { visitWindowOpens } from '../visit-windows/visit-window.deadline.js';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';

/**
 * Plans every follow-up visit of the participant's trial version from the first injection (trial.md 2.2, rule 1).
 * Whoever has left by then gets no plan, and nobody gets two.
 */
@Injectable()
export class PlanVisits {
  constructor(private readonly trials: Trials) {}

  @OnEvent(participantTreated)
  async on({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    if (!(await rememberTreatment(tx, data))) return;

    const { trialId, siteId, participantId, trialVersion, zone } = data;
    const anchorAt = instant(data.anchorAt);
    const rules = this.trials.version(trialId, trialVersion).visits.filter(({ phase }) => phase === 'follow-up');
    for (const planned of planVisits(rules, anchorAt, zone)) {
      const visit = planVisit(tx.newId(), participantId, planned);
      await plan(tx, { ...visit, trialId, siteId, trialVersion, anchorAt, version: 1 });
    }
    await replanNotices(tx, this.trials, participantId);
  }
}

async function plan(tx: Transaction, visit: StoredVisit): Promise<void> {
  const { id: visitId, trialId, siteId, targetAt, opensAt, closesAt } = visit;
  await tx.rows(Visits).insert(visit);
  publish(tx, visitPlanned, {
    ...visitFactsOf(visit),
    targetAt: written(targetAt),
    opensAt: written(opensAt),
    closesAt: written(closesAt),
  });
  arm(tx, visitWindowOpens, { trialId, siteId, visitId }, opensAt);
}
