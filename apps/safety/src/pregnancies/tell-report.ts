import { pregnancyReported } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import type { Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { Pregnancy } from '../domain/pregnancy.js';
import { toldOf } from './pregnancy-told.js';
import { pregnancyReportRunsOut } from './pregnancy.deadlines.js';

/** Says by when the sponsor is to hold the report, and rings when nobody took it in by then. */
export function tellReport(tx: Transaction, pregnancy: Pregnancy, lateFrom: Instant): void {
  const { trialId, siteId, pregnancyId } = toldOf(pregnancy);
  if (pregnancy.receivedAt === null) arm(tx, pregnancyReportRunsOut, { trialId, siteId, pregnancyId }, lateFrom);
  const dueAt = pregnancy.dueAt.toString({ fractionalSecondDigits: 3 });
  publish(tx, pregnancyReported, { ...toldOf(pregnancy), whose: pregnancy.whose, dueAt });
}
