import { Injectable } from '@nestjs/common';
import {
  participantRandomised,
  type RandomisedInDowntime,
  type RecordDowntimeRandomisationCommand,
} from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { randomiseInDowntime } from '../../domain/downtime-randomisation.js';
import { levelsOf, stratumOf } from '../../domain/stratum.js';
import { liesInPause } from '../pauses/pause.reads.js';
import { lockParticipant, storeParticipant, trialVersionOf } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { signedValues } from '../randomisation/signed-values.js';
import type { Randomisation } from '../randomisation/randomisation.table.js';
import { DowntimeRandomisations } from './downtime-randomisation.table.js';
import { storeRandomisation } from '../randomisation/store-randomisation.js';
import { takeEnvelope } from './take-envelope.js';

/**
 * Enters a randomisation that was made by an envelope. To everybody else it is one like any other, at the time at which it
 * happened; which envelope it was stands beside it.
 */
@Injectable()
export class RecordDowntimeRandomisation {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RecordDowntimeRandomisationCommand, context: Context): Promise<RandomisedInDowntime> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const at = instant(command.randomisedAt);
      const after = randomiseInDowntime(before, at, tx.now);
      const trialVersion = trialVersionOf(before);
      const design = this.trials.version(before.trialId, trialVersion).randomisation;
      const signed = signedValues(design.strata, command.stratification ?? []);
      const stratification = levelsOf(design.strata, signed, before.siteId);
      const place = placeOf(before);
      const randomisation: Randomisation = {
        id: tx.newId(),
        ...place,
        trialVersion,
        stratum: stratumOf(design, stratification),
        stratification,
        randomisedBy: context.actor,
        randomisedAt: at,
      };
      const { pack, envelope, reason } = command;
      const randomisedAt = at.toString({ fractionalSecondDigits: 3 });

      storeParticipant(tx, before, after);
      storeRandomisation(tx, randomisation);
      await tx.rows(DowntimeRandomisations).insert({
        randomisationId: randomisation.id,
        ...place,
        pack,
        envelope,
        reason,
        recordedBy: context.actor,
        recordedAt: tx.now,
      });
      publish(tx, participantRandomised, { ...place, randomisedAt });
      // Last, because every other randomisation of the trial waits behind the lock this takes.
      await takeEnvelope(tx, randomisation, { pack, envelope });
      // An envelope that was used in a pause was used: it is recorded, and shown with the pause.
      const duringPause = await liesInPause(tx, before.trialId, at);
      return { participantId: before.id, status: after.status, randomisedAt, ...(duringPause ? { duringPause } : {}) };
    });
  }
}
