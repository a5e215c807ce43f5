import { Injectable } from '@nestjs/common';
import { clockStarted, type EventOf } from '@trial/contracts';
import { instant } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { ExpeditedClocks } from './expedited-clock.table.js';

@Injectable()
export class RememberExpeditedClocks {
  @OnEvent(clockStarted)
  async on({ data }: EventOf<typeof clockStarted>, tx: Transaction): Promise<void> {
    const { clockId, clock, dueAt, ...place } = data;
    // The hours are the site's to answer.
    if (clock === 'sae-to-sponsor') return;
    await tx.rows(ExpeditedClocks).insert({ ...place, id: clockId, clock, dueAt: instant(dueAt) });
  }
}
