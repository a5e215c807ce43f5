import type { ReportingClock } from '../domain/reporting-clock.js';
import type { Placed } from '../placement/placed.js';

/** What every event about a clock says. */
export const clockFactsOf = ({
  trialId,
  siteId,
  participantId,
  id,
  adverseEventId,
  clock,
  dueAt,
}: Placed<ReportingClock>) => ({
  trialId,
  siteId,
  participantId,
  clockId: id,
  adverseEventId,
  clock,
  dueAt: dueAt.toString({ fractionalSecondDigits: 3 }),
});
