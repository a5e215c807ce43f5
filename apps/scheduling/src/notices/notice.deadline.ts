import { defineDeadline } from '@trial/deadlines';
import { z } from 'zod';

const notice = z.object({ trialId: z.string(), siteId: z.string(), noticeId: z.uuid() });

/** The moment of a notice has come, quiet hours counted; armed with the notice, moved and taken away with it. */
export const noticeDue = defineDeadline({
  name: 'scheduling.notice-due',
  payload: notice,
  key: ({ noticeId }) => noticeId,
});

/**
 * The same, for a notice that rang late and into quiet hours. A bell that is ringing cannot be set again, so the two
 * take turns.
 */
export const noticeDueAgain = defineDeadline({
  name: 'scheduling.notice-due-again',
  payload: notice,
  key: ({ noticeId }) => noticeId,
});
