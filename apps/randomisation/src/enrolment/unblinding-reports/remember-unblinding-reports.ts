import { Injectable } from '@nestjs/common';
import { unblindingReported, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { UnblindingReports } from './unblinding-report.table.js';

@Injectable()
export class RememberUnblindingReports {
  @OnEvent(unblindingReported)
  async on({ data }: EventOf<typeof unblindingReported>, tx: Transaction): Promise<void> {
    const { reportId, participantId = null, occurredAt, reportedAt, ...about } = data;
    await tx.rows(UnblindingReports).insert({
      ...about,
      id: reportId,
      participantId,
      occurredAt: instant(occurredAt),
      reportedAt: instant(reportedAt),
    });
  }
}
