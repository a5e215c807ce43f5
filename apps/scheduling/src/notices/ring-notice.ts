import { Injectable } from '@nestjs/common';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import { isBefore } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { carryOut, judge } from './judge-notice.js';
import { NoticeChannels } from './notice-channel.js';
import { noticeDue, noticeDueAgain } from './notice.deadline.js';
import { Notices } from './notice.table.js';
import { stopNotices } from './stop-notices.js';

type Bell = typeof noticeDue;

/** The moment of a notice has come: it joins the queue, unless there is nothing to do any more or nobody to tell. */
@Injectable()
export class RingNotice {
  constructor(
    private readonly trials: Trials,
    private readonly channels: NoticeChannels,
  ) {}

  @OnDeadline(noticeDue)
  ring({ noticeId }: PayloadOf<Bell>, tx: Transaction): Promise<void> {
    return this.rung(tx, noticeId, noticeDueAgain);
  }

  @OnDeadline(noticeDueAgain)
  ringAgain({ noticeId }: PayloadOf<Bell>, tx: Transaction): Promise<void> {
    return this.rung(tx, noticeId, noticeDue);
  }

  private async rung(tx: Transaction, id: string, otherBell: Bell): Promise<void> {
    const notice = await tx.rows(Notices).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
    // A bell of before the notice moved rings for nothing: another is set.
    if (notice.state !== 'planned' || isBefore(tx.now, notice.dueAt)) return;
    const { verdict } = await judge(tx, this.trials, notice, this.channels.has(notice.channel));
    await carryOut(tx, notice, verdict, otherBell);
    // What the same person was to be told of the same thing earlier and was not: one message is enough.
    if (verdict.kind === 'send' || verdict.kind === 'hold') await stopNotices(tx, { by: notice }, 'overtaken');
  }
}
