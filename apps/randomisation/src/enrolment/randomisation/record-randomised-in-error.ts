import { Injectable } from '@nestjs/common';
import {
  participantRandomisedInError,
  type ParticipantStatus,
  type RecordRandomisedInErrorCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { recordRandomisedInError } from '../../domain/participant.js';
import { levelsOf } from '../../domain/stratum.js';
import { lockParticipant, storeParticipant, trialVersionOf } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { RandomisationErrors } from './randomisation-error.table.js';
import { signedValues } from './signed-values.js';

/** Errors are documented, not repaired (R21): the participant is analysed as randomised and nobody else gets the row. */
@Injectable()
export class RecordRandomisedInError {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RecordRandomisedInErrorCommand, context: Context): Promise<ParticipantStatus> {
    const { kind, reason, trueValues = [] } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const after = recordRandomisedInError(before);
      const { strata } = this.trials.version(before.trialId, trialVersionOf(before)).randomisation;
      const trueLevels =
        trueValues.length === 0 ? null : levelsOf(strata, signedValues(strata, trueValues), before.siteId);
      const place = placeOf(before);
      const version = storeParticipant(tx, before, after);
      await tx
        .rows(RandomisationErrors)
        .insert({ id: tx.newId(), ...place, kind, reason, trueLevels, recordedBy: context.actor, recordedAt: tx.now });
      const recordedAt = tx.now.toString({ fractionalSecondDigits: 3 });
      publish(tx, participantRandomisedInError, { ...place, kind, recordedAt });
      return { participantId: before.id, status: after.status, version };
    });
  }
}
