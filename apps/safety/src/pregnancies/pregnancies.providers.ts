import { ReportPregnancy } from './report-pregnancy.js';
import { ReceivePregnancy } from './receive-pregnancy.js';
import { FollowUpPregnancy } from './follow-up-pregnancy.js';
import { RecordPregnancyOutcome } from './record-pregnancy-outcome.js';
import { CorrectPregnancy } from './correct-pregnancy.js';
import { CorrectPregnancyReceipt } from './correct-pregnancy-receipt.js';
import { LinkPregnancyEvent } from './link-pregnancy-event.js';
import { RingPregnancy } from './ring-pregnancy.js';

/** Everything that can be said of a pregnancy, and what rings for it. */
export const pregnanciesProviders = [
  ReportPregnancy,
  ReceivePregnancy,
  FollowUpPregnancy,
  RecordPregnancyOutcome,
  CorrectPregnancy,
  CorrectPregnancyReceipt,
  LinkPregnancyEvent,
  RingPregnancy,
];
