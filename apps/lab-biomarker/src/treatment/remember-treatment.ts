import { Injectable } from '@nestjs/common';
import { participantTreated, treatmentCorrected, type EventOf } from '@trial/contracts';
import { instant, NotYet } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { baselineFacts } from '../results/baseline-facts.reads.js';
import { restateResults } from '../results/restate-results.js';
import { Participants } from '../participants/participant.table.js';

/** The first injection or dose parts baseline from what is compared with it: what was entered before that is told again. */
@Injectable()
export class RememberTreatment {
  constructor(private readonly trials: Trials) {}

  @OnEvent(participantTreated)
  treated({ data }: EventOf<typeof participantTreated>, tx: Transaction): Promise<void> {
    return this.remember(tx, data, 0);
  }

  @OnEvent(treatmentCorrected)
  corrected({ data }: EventOf<typeof treatmentCorrected>, tx: Transaction): Promise<void> {
    return this.remember(tx, data, data.correction);
  }

  /** News come in any order: what an earlier correction, or the first record, says is no longer true. */
  private async remember(
    tx: Transaction,
    { participantId: id, anchorAt }: { readonly participantId: string; readonly anchorAt: string },
    correction: number,
  ): Promise<void> {
    const participant = await tx.rows(Participants).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!participant) throw new NotYet(`participant ${id}`);
    if (participant.anchorCorrection > correction) return;
    const before = await baselineFacts(tx, participant);
    const firstInjectionAt = instant(anchorAt);
    await tx.rows(Participants).update({ id }, { anchorAt: firstInjectionAt, anchorCorrection: correction });
    await restateResults(tx, this.trials, before, { ...before, firstInjectionAt });
  }
}
