import type { DataOf, visitAttendanceCorrected, visitDone, visitWindowClosed } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import { positionOfAttendance, spanOf, type Occurred } from '../domain/attendance.js';
import type { StoredVisit } from './visit.table.js';

/** What every event about a visit says of it. */
export const visitFactsOf = ({
  id,
  trialId,
  siteId,
  participantId,
  visitCode,
  trialVersion,
  contactOnly,
}: StoredVisit): DataOf<typeof visitWindowClosed> => ({
  trialId,
  siteId,
  participantId,
  visitId: id,
  visitCode,
  trialVersion,
  ...(contactOnly ? { contactOnly } : {}),
});

/** What events about an attendance say: the visit, when it took place, and where that lies. */
export const attendanceFactsOf = (visit: StoredVisit, occurred: Occurred): DataOf<typeof visitAttendanceCorrected> => ({
  ...visitFactsOf(visit),
  occurredAt: written(spanOf(occurred, visit.zone).first),
  ...(typeof occurred === 'string' ? { occurredOn: occurred } : {}),
  position: positionOfAttendance(visit, occurred),
});

/** What the news of an attendance says: also whether it had been said before that it would not. */
export const doneFactsOf = (
  before: Pick<StoredVisit, 'state'>,
  visit: StoredVisit,
  occurred: Occurred,
): DataOf<typeof visitDone> => ({
  ...attendanceFactsOf(visit, occurred),
  ...(before.state === 'planned' ? {} : { afterAll: true }),
});

/** Where the window of a visit is. */
export const windowFactsOf = ({
  targetAt,
  opensAt,
  closesAt,
}: Pick<StoredVisit, 'targetAt' | 'opensAt' | 'closesAt'>) => ({
  targetAt: written(targetAt),
  opensAt: written(opensAt),
  closesAt: written(closesAt),
});

/** An instant as contracts write it: milliseconds and `Z`. */
export const written = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
