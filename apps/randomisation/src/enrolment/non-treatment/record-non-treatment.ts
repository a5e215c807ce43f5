import { Injectable } from '@nestjs/common';
import { treatmentRuledOut, type RecordNonTreatmentCommand, type TreatmentDecision } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { ruleOutTreatment } from '../../domain/non-treatment.js';
import { lockParticipant, storeParticipant, trialVersionOf } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { storeTreatmentDecision } from './store-treatment-decision.js';

/** Somebody randomised will not be treated; the cause is a code and is published, the words stay here. */
@Injectable()
export class RecordNonTreatment {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RecordNonTreatmentCommand, context: Context): Promise<TreatmentDecision> {
    const { cause, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const decidedAt = command.decidedAt === undefined ? tx.now : instant(command.decidedAt);
      const after = ruleOutTreatment(before, decidedAt, tx.now);

      const version = storeParticipant(tx, before, after);
      const treatment = 'ruled-out' as const;
      const decision = await storeTreatmentDecision(tx, before, { treatment, cause, decidedAt, reason });
      const trial = this.trials.version(before.trialId, trialVersionOf(before));
      const moment = decidedAt.toString({ fractionalSecondDigits: 3 });
      publish(tx, treatmentRuledOut, {
        ...placeOf(before),
        trialVersion: trial.version,
        zone: zoneOfSite(trial, before.siteId),
        decision,
        decidedAt: moment,
        cause,
      });
      return { participantId: before.id, treatment, decidedAt: moment, decision, version };
    });
  }
}
