import { Injectable } from '@nestjs/common';
import type { NoticeView, ResendNoticeCommand } from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { lockNotice } from './notice.reads.js';
import { noticeViewOf } from './notice-view.js';
import { noticeDue } from './notice.deadline.js';
import { Notices } from './notice.table.js';

/**
 * Has a message sent once more, as a new one: under another Message-ID. It goes the way of every other, so quiet hours
 * and what was done meanwhile still count.
 */
@Injectable()
export class ResendNotice {
  constructor(private readonly transactions: Transactions) {}

  execute(command: ResendNoticeCommand, context: Context): Promise<NoticeView> {
    return this.transactions.once(context, async (tx) => {
      const notice = await lockNotice(tx, command);
      const { id, trialId, siteId, state, round } = notice;
      if (state !== 'sent' && state !== 'failed') {
        throw new Rejection('notice-not-sent', { rule: `the message is ${state}` });
      }
      const again = { state: 'planned', because: null, settledAt: null, round: round + 1, dueAt: tx.now } as const;
      await tx.rows(Notices).update({ id }, again);
      arm(tx, noticeDue, { trialId, siteId, noticeId: id }, tx.now);
      return noticeViewOf({ ...notice, ...again });
    });
  }
}
