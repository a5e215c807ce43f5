import { pregnancyReceived } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { isReportLate, type Pregnancy } from '../domain/pregnancy.js';
import { toldOf } from './pregnancy-told.js';

/** Says when the sponsor took the report in, in time or late. */
export const tellReceipt = (tx: Transaction, pregnancy: Pregnancy, receivedAt: Instant): void =>
  publish(tx, pregnancyReceived, {
    ...toldOf(pregnancy),
    receivedAt: receivedAt.toString({ fractionalSecondDigits: 3 }),
    late: isReportLate(pregnancy, receivedAt),
  });
