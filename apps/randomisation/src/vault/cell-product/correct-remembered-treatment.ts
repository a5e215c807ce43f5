import { Injectable } from '@nestjs/common';
import { treatmentCorrected, type EventOf } from '@trial/contracts';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { cellProductOf } from './cell-product-rules.js';
import { storeTreatment } from './store-treatment.js';

/** From a corrected time on, the next participant is kept apart from that; the chain of custody stays as it was scanned. */
@Injectable()
export class CorrectRememberedTreatment {
  constructor(private readonly trials: Trials) {}

  @OnEvent(treatmentCorrected)
  on({ data }: EventOf<typeof treatmentCorrected>, tx: Transaction): Promise<void> {
    if (cellProductOf(this.trials.version(data.trialId, data.trialVersion))) storeTreatment(tx, data);
    return Promise.resolve();
  }
}
