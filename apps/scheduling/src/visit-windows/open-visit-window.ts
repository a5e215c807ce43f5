import { Injectable } from '@nestjs/common';
import { visitWindowOpened } from '@trial/contracts';
import { arm, OnDeadline, type PayloadOf } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { Participants } from '../participants/participant.table.js';
import { hasConsented, versionGoneBy } from '../participants/version-gone-by.js';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { setClosingBell } from './bells.js';
import { visitWindowOpens } from './visit-window.deadline.js';

/** The window opens by the clock, whether or not the visit took place early: only a cancelled visit's bell is gone. */
@Injectable()
export class OpenVisitWindow {
  constructor(private readonly trials: Trials) {}

  @OnDeadline(visitWindowOpens)
  async open(place: PayloadOf<typeof visitWindowOpens>, tx: Transaction): Promise<void> {
    const visit = await tx.rows(Visits).findOneByOrFail({ id: place.visitId });
    if (await this.isPlannedAgainFirst(tx, visit)) {
      arm(tx, visitWindowOpens, place, tx.now.add(A_MOMENT));
      return;
    }
    publish(tx, visitWindowOpened, { ...visitFactsOf(visit), closesAt: written(visit.closesAt) });
    setClosingBell(tx, visit);
  }

  /**
   * Whether the site worked by a later version when the window was to open, by which the participant's plan has yet to be made:
   * both are due at once after the service was away over the two moments. Whoever makes the plan rings for the window again; the
   * moment here is for when it was made just before.
   */
  private async isPlannedAgainFirst(tx: Transaction, { participantId, opensAt }: StoredVisit): Promise<boolean> {
    const participant = await tx.rows(Participants).findOneByOrFail({ id: participantId });
    if (!hasConsented(participant) || participant.screeningFailed) return false;
    return versionGoneBy(this.trials, participant, opensAt) !== participant.trialVersion;
  }
}

const A_MOMENT = { seconds: 1 };
