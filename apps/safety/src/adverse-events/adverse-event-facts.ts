import type { AdverseEvent } from '../domain/adverse-event.js';
import { isSerious } from '../domain/seriousness.js';

/** What every event about an adverse event says: codes, never what the site wrote. */
export const factsOf = ({
  trialId,
  siteId,
  participantId,
  id,
  term,
  organClass,
  ctcaeVersion,
  grade,
}: AdverseEvent) => ({
  trialId,
  siteId,
  participantId,
  adverseEventId: id,
  term,
  organClass,
  ctcaeVersion,
  grade,
});

/** The same with what others decide by: is it serious, and since when is it known. */
export const knownFactsOf = (event: AdverseEvent) => ({
  ...factsOf(event),
  serious: isSerious(event.seriousness),
  awareAt: (event.awareAt ?? event.recordedAt).toString({ fractionalSecondDigits: 3 }),
});
