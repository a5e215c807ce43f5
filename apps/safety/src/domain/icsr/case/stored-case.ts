import { instant, plainDate } from '@trial/kernel';
import type { CaseReport } from './case-report.js';

/** A version of a case as plain data: what is kept, compared and hashed. */
export type StoredCase = Omit<CaseReport, Timed> & Readonly<Record<Timed, string>>;

type Timed = 'createdAt' | 'firstReceivedOn' | 'latestReceivedOn';

export const storedCase = (report: CaseReport): StoredCase => ({
  ...report,
  createdAt: report.createdAt.toString({ fractionalSecondDigits: 3 }),
  firstReceivedOn: report.firstReceivedOn.toString(),
  latestReceivedOn: report.latestReceivedOn.toString(),
});

export const caseFrom = (stored: StoredCase): CaseReport => ({
  ...stored,
  createdAt: instant(stored.createdAt),
  firstReceivedOn: plainDate(stored.firstReceivedOn),
  latestReceivedOn: plainDate(stored.latestReceivedOn),
});
