import { Injectable } from '@nestjs/common';
import { treatmentExpectedAgain, type TakeBackNonTreatmentCommand, type TreatmentDecision } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { expectTreatmentAgain } from '../../domain/non-treatment.js';
import { lockParticipant, storeParticipant, trialVersionOf } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { storeTreatmentDecision } from './store-treatment-decision.js';

/** Treatment is expected again; what was decided before, and why, is kept. */
@Injectable()
export class TakeBackNonTreatment {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: TakeBackNonTreatmentCommand, context: Context): Promise<TreatmentDecision> {
    const { reason } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const after = expectTreatmentAgain(before);

      const version = storeParticipant(tx, before, after);
      const treatment = 'expected' as const;
      const decided = { treatment, cause: null, decidedAt: tx.now, reason };
      const decision = await storeTreatmentDecision(tx, before, decided);
      const trial = this.trials.version(before.trialId, trialVersionOf(before));
      const decidedAt = tx.now.toString({ fractionalSecondDigits: 3 });
      publish(tx, treatmentExpectedAgain, {
        ...placeOf(before),
        trialVersion: trial.version,
        zone: zoneOfSite(trial, before.siteId),
        decision,
        decidedAt,
      });
      return { participantId: before.id, treatment, decidedAt, decision, version };
    });
  }
}
