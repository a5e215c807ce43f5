import { Injectable } from '@nestjs/common';
import { pregnancyFollowUpDue, pregnancyReportOverdue } from '@trial/contracts';
import { OnDeadline, type PayloadOf } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { isReportLate } from '../domain/pregnancy.js';
import { toldOf } from './pregnancy-told.js';
import { pregnancyFollowUpComes, pregnancyReportRunsOut } from './pregnancy.deadlines.js';
import { Pregnancies } from './pregnancy.table.js';

/** What a pregnancy rings for. */
@Injectable()
export class RingPregnancy {
  /** The report goes on waiting, overdue, until the sponsor takes it in; that it is, is told once. */
  @OnDeadline(pregnancyReportRunsOut)
  async overdue({ pregnancyId }: PayloadOf<typeof pregnancyReportRunsOut>, tx: Transaction): Promise<void> {
    const pregnancy = await tx.rows(Pregnancies).findOneBy({ id: pregnancyId });
    if (pregnancy && pregnancy.receivedAt === null && isReportLate(pregnancy, tx.now))
      publish(tx, pregnancyReportOverdue, toldOf(pregnancy));
  }

  /** A day that was moved does not ring. */
  @OnDeadline(pregnancyFollowUpComes)
  async ask({ pregnancyId, followUpId }: PayloadOf<typeof pregnancyFollowUpComes>, tx: Transaction): Promise<void> {
    const pregnancy = await tx.rows(Pregnancies).findOneBy({ id: pregnancyId });
    if (pregnancy) publish(tx, pregnancyFollowUpDue, { ...toldOf(pregnancy), followUpId });
  }
}
