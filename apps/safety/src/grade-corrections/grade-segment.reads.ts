import type { AtAdverseEvent, GradeSegmentView } from '@trial/contracts';
import { Rejection, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { segmentsOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { GradeCorrections } from './grade-correction.table.js';

/** The grades of one event in turn, with what was corrected of each. `Rejection('adverse-event-unknown')`. */
export async function gradesOf(
  tx: Transaction,
  { participantId, adverseEventId }: AtAdverseEvent,
): Promise<GradeSegmentView[]> {
  if (!(await tx.rows(AdverseEvents).existsBy({ id: adverseEventId, participantId })))
    throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  const segments = await segmentsOf(tx, adverseEventId);
  const corrections = await tx
    .rows(GradeCorrections)
    .find({ where: { adverseEventId }, order: { correctedAt: 'ASC', id: 'ASC' } });
  return segments.map(({ ordinal, grade, startedOn, startedAt, endedOn, recordedAt }) => ({
    segment: ordinal,
    ...(grade === null ? {} : { grade }),
    ...(startedOn ? { startedOn } : {}),
    ...(startedAt ? { startedAt: text(startedAt) } : {}),
    ...(endedOn ? { endedOn } : {}),
    recordedAt: text(recordedAt),
    corrections: corrections
      .filter((each) => each.ordinal === ordinal)
      .map(({ previous, corrected, reason, correctedBy, correctedAt }) => ({
        ...(previous === null ? {} : { previous }),
        ...{ corrected, reason, correctedBy, correctedAt: text(correctedAt) },
      })),
  }));
}

const text = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
