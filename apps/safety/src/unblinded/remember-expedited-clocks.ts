import { Injectable } from '@nestjs/common';
import { clockMet, clockStarted, clockSuperseded, type EventOf } from '@trial/contracts';
import { instant, NotYet } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { ExpeditedClocks } from './expedited-clock.table.js';
import { RingForSubmissions } from './submissions/ring-for-submissions.js';

const RUNNING = { superseded: false, replaced: false };

@Injectable()
export class RememberExpeditedClocks {
  constructor(private readonly bells: RingForSubmissions) {}

  @OnEvent(clockStarted)
  async on({ data }: EventOf<typeof clockStarted>, tx: Transaction): Promise<void> {
    const { clockId, clock, dueAt, ...place } = data;
    // The hours are the site's to answer.
    if (clock === 'sae-to-sponsor') return;
    const started = { ...place, id: clockId, clock, dueAt: instant(dueAt), ...RUNNING };
    await tx.rows(ExpeditedClocks).insert(started);
    await this.bells.goBy(tx, started);
  }

  @OnEvent(clockSuperseded)
  superseded({ data }: EventOf<typeof clockSuperseded>, tx: Transaction): Promise<void> {
    return this.takeOff(data, tx, { superseded: true, replaced: true });
  }

  /** Also one that took the place of a clock while that was being answered. */
  @OnEvent(clockMet)
  met({ data }: EventOf<typeof clockMet>, tx: Transaction): Promise<void> {
    return this.takeOff(data, tx, { superseded: true });
  }

  /** Nothing has to be answered by it any more. */
  private async takeOff(
    { clockId, clock }: EventOf<typeof clockSuperseded>['data'],
    tx: Transaction,
    ended: Partial<typeof RUNNING>,
  ): Promise<void> {
    if (clock === 'sae-to-sponsor') return;
    if (!(await tx.rows(ExpeditedClocks).existsBy({ id: clockId }))) throw new NotYet(`clock ${clockId}`);
    await tx.rows(ExpeditedClocks).update({ id: clockId }, ended);
  }
}
