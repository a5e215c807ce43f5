import { Injectable } from '@nestjs/common';
import { doseGiven, visitAttendanceCorrected, visitDone, type EventOf } from '@trial/contracts';
import { instant, type Instant } from '@trial/kernel';
import { OnEvent, publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { draftExpiredEvidence } from '../deviations/draft-expired-evidence.js';
import { deriveDeviation } from '../deviations/derive-deviation.js';
import { positionOf } from '../domain/visit-window.js';
import { correctAttendance, recordVisit } from '../domain/visit.js';
import type { Participant } from '../participants/participant.table.js';
import { lockedParticipant } from '../participants/remember-participant.js';
import { momentsOf, storeVisit } from '../visits/change-visit.js';
import { visitFactsOf, written } from '../visits/visit-facts.js';
import { Visits, type StoredVisit } from '../visits/visit.table.js';

/**
 * Treatment is attendance: a visit of treatment took place when the first injection or the dose of that visit was given,
 * and when that time is corrected, it took place then.
 */
@Injectable()
export class AttendTreatment {
  /** The first treatment, as far as it is known and planned. What had expired by then is drafted as a deviation. */
  async record(tx: Transaction, { participantId, anchorAt, expiredEvidence }: Participant): Promise<void> {
    const [visit] = await tx.rows(Visits).find({
      where: { participantId, phase: 'treatment' },
      order: { targetAt: 'asc', id: 'asc' },
      take: 1,
    });
    if (!visit || anchorAt === null) return;
    const attended = await attend(tx, visit, anchorAt);
    await draftExpiredEvidence(tx, attended, expiredEvidence ?? []);
  }

  /** A later dose, where the trial gives doses at visits of treatment. */
  @OnEvent(doseGiven)
  async on({ data }: EventOf<typeof doseGiven>, tx: Transaction): Promise<void> {
    const { id: participantId } = await lockedParticipant(tx, data);
    const { visitCode } = data;
    if (visitCode === undefined) return;
    const visit = await tx.rows(Visits).findOneBy({ participantId, visitCode, phase: 'treatment' });
    if (visit) await attend(tx, visit, instant(data.givenAt));
  }
}

async function attend(tx: Transaction, visit: StoredVisit, at: Instant): Promise<StoredVisit> {
  const moments = await momentsOf(tx, visit);
  if (visit.state === 'planned' || visit.state === 'missed') {
    const done = await storeVisit(tx, visit, recordVisit(visit, at, moments));
    await deriveDeviation(tx, done);
    publish(tx, visitDone, { ...visitFactsOf(done), occurredAt: written(at), position: positionOf(done, at) });
    return done;
  }
  if (visit.state !== 'done' || visit.occurredAt?.equals(at)) return visit;
  const corrected = await storeVisit(tx, visit, correctAttendance(visit, at, moments));
  await deriveDeviation(tx, corrected);
  publish(tx, visitAttendanceCorrected, {
    ...visitFactsOf(corrected),
    occurredAt: written(at),
    position: positionOf(corrected, at),
  });
  return corrected;
}
