import { Injectable } from '@nestjs/common';
import { doseGiven, visitAttendanceCorrected, visitDone, type EventOf } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { instantAt, isAfter, type Instant } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { mostKeptApart, Trials } from '@trial/trial-configuration';
import { draftExpiredEvidence } from '../deviations/draft-expired-evidence.js';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import { treatmentDistance } from '../deviations/treatment-distance.deadline.js';
import { attendTreatment, isSetAsideByPlan } from '../domain/visit.js';
import { replanNotices } from '../notices/replan-notices.js';
import type { Participant } from '../participants/participant.table.js';
import { lockedParticipant } from '../participants/remember-participant.js';
import { moveBells, rungFor } from '../visit-windows/bells.js';
import { momentsOf, storeVisit } from '../visits/change-visit.js';
import { attendanceFactsOf, doneFactsOf } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';
import { MoveDependentVisits } from './move-dependent-visits.js';

/**
 * Treatment is attendance: a visit of treatment took place when the first injection or the dose of that visit was given,
 * and when that time is corrected, it took place then. Visits that count from it move with it.
 */
@Injectable()
export class AttendTreatment {
  constructor(
    private readonly trials: Trials,
    private readonly dependents: MoveDependentVisits,
  ) {}

  /**
   * What was given, as far as it is known and its visits are planned: whenever a plan is made, so that what was heard
   * before its visit was there is not lost. What had expired at the first treatment is drafted as a deviation; how far
   * it lies from those before is looked at as work of its own, because it is about other participants too.
   */
  async record(tx: Transaction, participant: Participant): Promise<void> {
    const { participantId, anchorAt, expiredEvidence } = participant;
    const all = await tx.rows(Visits).find({
      where: { participantId, phase: 'treatment' },
      order: { targetAt: 'asc', id: 'asc' },
    });
    const visits = all.filter((visit) => !isSetAsideByPlan(visit));
    const [first] = visits;
    if (first && anchorAt) {
      const attended = await this.attend(tx, participant, first, anchorAt);
      await draftExpiredEvidence(tx, attended, expiredEvidence ?? []);
      if (attended !== first && mostKeptApart(this.trials, attended.trialId) > 0)
        arm(tx, treatmentDistance, participant, tx.now);
    }
    for (const { visitCode, givenMs } of await givenDoses(tx, participantId)) {
      const visit = visits.find((each) => each.visitCode === visitCode && each !== first);
      if (visit) await this.attend(tx, participant, visit, instantAt(Number(givenMs)));
    }
  }

  /** A later dose, where the trial gives doses at visits of treatment. */
  @OnEvent(doseGiven)
  async on({ data }: EventOf<typeof doseGiven>, tx: Transaction): Promise<void> {
    const participant = await lockedParticipant(tx, data);
    const { doseId, trialId, siteId, participantId, visitCode, givenAt } = data;
    if (visitCode === undefined) return;
    await tx.query(
      `insert into given_dose (id, trial_id, site_id, participant_id, visit_code, given_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [doseId, trialId, siteId, participantId, visitCode, givenAt],
    );
    await this.record(tx, participant);
  }

  private async attend(
    tx: Transaction,
    participant: Participant,
    visit: StoredVisit,
    at: Instant,
  ): Promise<StoredVisit> {
    const attended = await attend(tx, revived(visit, participant, at), at);
    if (attended !== visit && visit.state === 'not-applicable') await this.restore(tx, participant, attended);
    if (attended !== visit) await this.dependents.of(tx, attended);
    return attended;
  }

  /** What went with the exclusion of a visit comes back: its window, its forms and the reminders of them. */
  private async restore(tx: Transaction, { id, endedAt }: Participant, visit: StoredVisit): Promise<void> {
    await moveBells(tx, visit, await rungFor(tx, visit.id), { opens: endedAt === null });
    await replanNotices(tx, this.trials, id);
  }
}

/**
 * A visit that the end of participation cancelled although it had taken place before it: the end was heard first. Nothing
 * else brings a cancelled visit back.
 */
function revived(visit: StoredVisit, { endedAs, endedAt }: Participant, at: Instant): StoredVisit {
  const cancelledByTheEnd = visit.state === 'cancelled' && endedAt !== null && visit.reason === endedAs;
  return cancelledByTheEnd && !isAfter(at, endedAt) ? { ...visit, state: 'planned', reason: null } : visit;
}

interface GivenDose {
  readonly visitCode: string;
  readonly givenMs: string;
}

/** Doses by visit in the order in which they were given. */
const givenDoses = (tx: Transaction, participantId: string): Promise<GivenDose[]> =>
  tx.query<GivenDose>(
    `select visit_code as "visitCode", (extract(epoch from given_at) * 1000)::bigint::text as "givenMs"
       from given_dose where participant_id = $1 order by given_at, id`,
    [participantId],
  );

async function attend(tx: Transaction, visit: StoredVisit, at: Instant): Promise<StoredVisit> {
  const moments = await momentsOf(tx, visit);
  if (visit.state === 'cancelled') return visit;
  if (visit.state !== 'done') {
    const done = await storeVisit(tx, visit, attendTreatment(visit, at, moments));
    await deriveDeviation(tx, done);
    publish(tx, visitDone, doneFactsOf(visit, done, at));
    return done;
  }
  if (visit.occurredAt?.equals(at)) {
    await deriveDeviation(tx, visit);
    return visit;
  }
  const corrected = await storeVisit(tx, visit, attendTreatment(visit, at, moments));
  await deriveDeviation(tx, corrected);
  publish(tx, visitAttendanceCorrected, attendanceFactsOf(corrected, at));
  return corrected;
}
