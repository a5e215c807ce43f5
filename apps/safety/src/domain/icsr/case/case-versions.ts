import { comparePlainDates, isAfter, Rejection, type Instant, type PlainDate } from '@trial/kernel';
import type { CaseReport } from './case-report.js';

/** What no version says anew: the ids of the case, its first day and its kind of beginning. */
type Fixed = 'safetyReportId' | 'worldwideId' | 'firstSender' | 'firstReceivedOn' | 'version' | 'kind';

/** When the sponsor first held the event, and when the latest information about it. */
export type Received = Pick<CaseReport, 'firstReceivedOn' | 'latestReceivedOn'>;

/** All a version says but its ids, its days and what kind of version it is. */
export type CaseContent = Omit<CaseReport, Fixed | 'createdAt' | 'latestReceivedOn'>;

/** What a later version may say anew. */
export type CaseChanges = Partial<CaseContent>;

/** The first version; its ids are given once. */
export const beginCase = (
  ids: Pick<CaseReport, 'safetyReportId' | 'worldwideId' | 'firstSender'>,
  content: CaseContent,
  received: Received,
  createdAt: Instant,
): CaseReport => ({ ...content, ...ids, ...received, version: 1, kind: { kind: 'initial' }, createdAt });

/** What can be said or not, so that saying everything anew can leave it out. */
export function withoutRemarks(report: CaseReport): CaseReport {
  const { reporterComment: _reporter, senderComment: _sender, ...rest } = report;
  return rest;
}

/**
 * The next version with new information, received on a day. Refused: `case-nullified`, `information-before-last`,
 * `version-not-later`.
 */
export const followUp = (
  previous: CaseReport,
  changes: CaseChanges,
  receivedOn: PlainDate,
  createdAt: Instant,
): CaseReport => next(previous, { ...changes, kind: { kind: 'follow-up' } }, receivedOn, createdAt);

/**
 * The next version corrects what was written without new information from outside (C.1.11.1 = 2). Refused: as `followUp`,
 * and `reason-missing`.
 *
 * @param records the days as the records say them now, where they may have been corrected: the first day is theirs, and
 * the latest information is not earlier than theirs.
 */
export const amend = (
  previous: CaseReport,
  changes: CaseChanges,
  reason: string,
  receivedOn: PlainDate,
  createdAt: Instant,
  records: Received = previous,
): CaseReport =>
  next(previous, { ...changes, kind: { kind: 'amendment', reason: given(reason) } }, receivedOn, createdAt, records);

/** The last version: the case does not hold (C.1.11.1 = 1). Its content stays. Refused: as `amend`. */
export const nullify = (previous: CaseReport, reason: string, receivedOn: PlainDate, createdAt: Instant): CaseReport =>
  next(previous, { kind: { kind: 'nullification', reason: given(reason) } }, receivedOn, createdAt);

function next(
  previous: CaseReport,
  changes: CaseChanges & Pick<CaseReport, 'kind'>,
  latestReceivedOn: PlainDate,
  createdAt: Instant,
  records: Received = previous,
): CaseReport {
  if (previous.kind.kind === 'nullification') {
    throw new Rejection('case-nullified', { rule: 'nothing follows a nullification; a new case gets new ids' });
  }
  if (comparePlainDates(latestReceivedOn, records.latestReceivedOn) < 0) {
    throw new Rejection('information-before-last', {
      field: 'latestReceivedOn',
      rule: `the latest information is of ${records.latestReceivedOn.toString()}`,
    });
  }
  if (!isAfter(createdAt, previous.createdAt)) {
    throw new Rejection('version-not-later', { field: 'createdAt', rule: 'a version is made after the one before it' });
  }
  const { safetyReportId, worldwideId, firstSender } = previous;
  const { firstReceivedOn } = records;
  const fixed = { safetyReportId, worldwideId, firstSender, firstReceivedOn, version: previous.version + 1 };
  return { ...previous, ...changes, ...fixed, latestReceivedOn, createdAt };
}

function given(reason: string): string {
  if (reason.trim() === '') {
    throw new Rejection('reason-missing', { field: 'reason', rule: 'an amendment or nullification says why' });
  }
  return reason;
}
