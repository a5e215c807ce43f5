import type { DataOf, visitWindowClosed } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
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
