import { Injectable } from '@nestjs/common';
import type { RecordReferenceSafetyCommand, ReferenceSafetyView } from '@trial/contracts';
import { civilDate, isFresh, plainDate, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { mustFollow } from '../domain/reference-safety-information.js';
import { contentHash } from '../judgements/content-hash.js';
import { referencesOf, referenceView } from './reference.reads.js';
import { References } from './reference.table.js';

/** The sponsor's physician signs what is expected of the trial from a day on. */
@Injectable()
export class RecordReferenceSafety {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: RecordReferenceSafetyCommand, context: Context): Promise<ReferenceSafetyView> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    const { trialId, version, title, inForceFrom, reactions } = command;
    try {
      return await this.transactions.once(context, async (tx) => {
        const trial = this.trials.inForceAnywhere(trialId, tx.now);
        const ctcaeVersion = trial.ctcae.version;
        const signed = { version, title, inForceFrom, ctcaeVersion, reactions };
        const next = { version, inForceFrom: plainDate(inForceFrom), ctcaeVersion, expectedReactions: reactions };
        const earlier = await referencesOf(tx);
        const today = civilDate(tx.now, trial.reporting.zone);
        mustFollow(earlier, next, { causes: trial.causality.causes, today });
        const { actor: signedBy, role, organisation } = context;
        const reference = {
          ...{ ...next, id: tx.newId(), trialId, ordinal: earlier.length + 1, title, trialVersion: trial.version },
          ...{ signedBy, role, organisation, signedAt: tx.now, contentHash: contentHash({ trialId, ...signed }) },
        };
        await tx.rows(References).insert(reference);
        return referenceView(reference);
      });
    } catch (error) {
      // Two at once: the other one is there now.
      if (isConflict(error, 'reference_ordinal_once')) throw new Rejection('reference-version-taken');
      throw error;
    }
  }
}
