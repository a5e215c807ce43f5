import { Injectable } from '@nestjs/common';
import type { AcknowledgeNoticeCommand, NoticeView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { holdBells } from './hold-bells.js';
import { lockNotice } from './notice.reads.js';
import { noticeViewOf } from './notice-view.js';
import { Notices } from './notice.table.js';
import { stopNotices } from './stop-notices.js';

/** Somebody sees to what a message is about: the steps of its escalation that were not sent yet are stopped. */
@Injectable()
export class AcknowledgeNotice {
  constructor(private readonly transactions: Transactions) {}

  execute(command: AcknowledgeNoticeCommand, context: Context): Promise<NoticeView> {
    return this.transactions.once(context, async (tx) => {
      const about = await tx.rows(Notices).findOneBy({ id: command.noticeId });
      if (about) await holdBells(tx, { visitId: about.visitId, rule: about.rule });
      const notice = await lockNotice(tx, command);
      if (notice.state === 'planned' || notice.state === 'stopped') {
        throw new Rejection('notice-not-due', { rule: `the message is ${notice.state}` });
      }
      const acknowledgedAt = notice.acknowledgedAt ?? tx.now;
      await tx.rows(Notices).update({ id: notice.id }, { acknowledgedAt });
      await stopNotices(tx, { visitId: notice.visitId, rule: notice.rule }, 'acknowledged');
      return noticeViewOf(await lockNotice(tx, command));
    });
  }
}
