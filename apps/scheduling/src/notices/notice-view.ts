import type { NoticeView } from '@trial/contracts';
import type { Instant } from '@trial/kernel';
import type { StoredNotice } from './notice.table.js';

/** A row of the ledger as callers see it. */
export const noticeViewOf = (notice: StoredNotice): NoticeView => ({
  noticeId: notice.id,
  participantId: notice.participantId,
  siteId: notice.siteId,
  visitId: notice.visitId,
  visitCode: notice.visitCode,
  rule: notice.rule,
  trialVersion: notice.trialVersion,
  about: notice.about,
  recipient: notice.recipient,
  step: notice.step,
  channel: notice.channel,
  state: notice.state,
  ...(notice.because === null ? {} : { because: notice.because }),
  momentAt: written(notice.momentAt),
  dueAt: written(notice.dueAt),
  ...(notice.settledAt ? { settledAt: written(notice.settledAt) } : {}),
  ...(notice.acknowledgedAt ? { acknowledgedAt: written(notice.acknowledgedAt) } : {}),
  attempts: notice.attempts,
});

/** An instant as contracts write it: milliseconds and `Z`. */
export const written = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });
