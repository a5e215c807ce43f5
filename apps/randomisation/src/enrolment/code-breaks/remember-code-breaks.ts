import { Injectable } from '@nestjs/common';
import { codeBreakAttempted, codeBroken, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { CodeBreakNotices } from './code-break-notice.table.js';

@Injectable()
export class RememberCodeBreaks {
  @OnEvent(codeBroken)
  async broken({ data }: EventOf<typeof codeBroken>, tx: Transaction): Promise<void> {
    const { codeBreakId, brokenBy, brokenAt, ...about } = data;
    await tx.rows(CodeBreakNotices).insert({
      ...about,
      id: codeBreakId,
      outcome: 'broken',
      refusal: null,
      actedBy: brokenBy,
      actedAt: instant(brokenAt),
    });
  }

  @OnEvent(codeBreakAttempted)
  async attempted({ data }: EventOf<typeof codeBreakAttempted>, tx: Transaction): Promise<void> {
    const { attemptId, attemptedBy, attemptedAt, refusal = null, ...about } = data;
    await tx.rows(CodeBreakNotices).insert({
      ...about,
      id: attemptId,
      refusal,
      actedBy: attemptedBy,
      actedAt: instant(attemptedAt),
    });
  }
}
