export type { Context, Idempotency } from './context.js';
export { isFresh, signInNotFresh } from './fresh-sign-in.js';
export type { Id, ParticipantId, PersonId, SiteId, TrialId } from './ids.js';
export { earliestDay, latestDay, mayBeFrom, mayBeUntil, partialDate, type PartialDate } from './partial-date.js';
export { NotYet, Rejection, type RejectionDetails } from './rejection.js';
export {
  addDays,
  civilDate,
  compareInstants,
  comparePlainDates,
  daysBetween,
  endOfDay,
  instant,
  instantAt,
  isAfter,
  isBefore,
  plainDate,
  startOfDay,
  type Clock,
  type Duration,
  type Instant,
  type PlainDate,
  type TimeZone,
} from './time.js';
