import { Injectable } from '@nestjs/common';
import { participantRandomised, type RandomisedParticipant, type RandomiseParticipantCommand } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { randomise } from '../../domain/participant.js';
import { refuseExpired } from '../../domain/screening-evidence.js';
import { levelsOf, stratumOf } from '../../domain/stratum.js';
import { evidenceExpiredAt } from '../eligibility/screening-evidence.reads.js';
import { lockParticipant, storeParticipant, trialVersionOf } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import type { Randomisation } from './randomisation.table.js';
import { signedValues } from './signed-values.js';
import { storeRandomisation } from './store-randomisation.js';
import { takePosition } from './take-position.js';

/** Takes the step that cannot be taken back: status, allocation and event commit together or not at all (R10). */
@Injectable()
export class RandomiseParticipant {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RandomiseParticipantCommand, context: Context): Promise<RandomisedParticipant> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const after = randomise(before, tx.now);
      const trialVersion = trialVersionOf(before);
      const trial = this.trials.version(before.trialId, trialVersion);
      const design = trial.randomisation;
      refuseExpired(await evidenceExpiredAt(tx, before, trial, tx.now));
      const signed = signedValues(design.strata, command.stratification ?? []);
      const stratification = levelsOf(design.strata, signed, before.siteId);
      const randomisation: Randomisation = {
        id: tx.newId(),
        ...placeOf(before),
        trialVersion,
        stratum: stratumOf(design, stratification),
        stratification,
        randomisedBy: context.actor,
        randomisedAt: tx.now,
      };
      const randomisedAt = tx.now.toString({ fractionalSecondDigits: 3 });

      storeParticipant(tx, before, after);
      storeRandomisation(tx, randomisation);
      publish(tx, participantRandomised, { ...placeOf(before), randomisedAt });
      // Last, because every other randomisation of the trial waits behind the lock this takes.
      await takePosition(tx, randomisation, design.caps ?? {});
      return { participantId: before.id, status: after.status, randomisedAt };
    });
  }
}
