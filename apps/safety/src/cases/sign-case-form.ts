import { Injectable } from '@nestjs/common';
import type { AtCaseVersion, CaseFormSignature } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { placedAt } from '../placement/placed.js';
import { blindedForm } from './case-form.js';
import { CaseSignatures } from './case-signature.table.js';
import { eventOfCase, knownCase, knownVersion } from './case.reads.js';

/** The sponsor's physician signs the form of a version; from then on it is no draft. */
@Injectable()
export class SignCaseForm {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute({ caseId, number }: AtCaseVersion, context: Context): Promise<CaseFormSignature> {
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    try {
      return await this.transactions.once(context, async (tx) => {
        const opened = await knownCase(tx, caseId);
        const { trialId, trialVersion } = await eventOfCase(tx, caseId);
        const { zone } = this.trials.version(trialId, trialVersion).reporting;
        const signature = { by: context.actor, at: tx.now };
        const { sha256 } = await blindedForm(await knownVersion(tx, caseId, number), zone, signature);
        const signed = { caseId, number, formSha256: sha256, signedBy: context.actor, signedAt: tx.now };
        await tx.rows(CaseSignatures).insert(placedAt(opened, signed));
        const signedAt = tx.now.toString({ fractionalSecondDigits: 3 });
        return { caseId, number, signedBy: context.actor, signedAt, sha256 };
      });
    } catch (error) {
      if (isConflict(error, 'case_signature_once'))
        throw new Rejection('case-form-already-signed', { rule: 'what is wrong in it is told by the next version' });
      throw error;
    }
  }
}
