import type { AtAdverseEvent, TimeCorrectionView } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { TimeCorrections } from './time-correction.table.js';

/** Corrections of the moments of one event, oldest first. `Rejection('adverse-event-unknown')`. */
export async function timeCorrectionsOf(
  tx: Transaction,
  { participantId, adverseEventId }: AtAdverseEvent,
): Promise<TimeCorrectionView[]> {
  if (!(await tx.rows(AdverseEvents).existsBy({ id: adverseEventId, participantId })))
    throw new Rejection('adverse-event-unknown', { field: 'adverseEventId' });
  const corrections = await tx
    .rows(TimeCorrections)
    .find({ where: { adverseEventId }, order: { correctedAt: 'ASC', id: 'ASC' }, take: 1_000 });
  return corrections.map(({ what, previous, corrected, reason, correctedBy, correctedAt }) => ({
    what,
    previous: previous.toString({ fractionalSecondDigits: 3 }),
    corrected: corrected.toString({ fractionalSecondDigits: 3 }),
    reason,
    correctedBy,
    correctedAt: correctedAt.toString({ fractionalSecondDigits: 3 }),
  }));
}
