import { Injectable } from '@nestjs/common';
import type { CaseFormSignature, SignCaseFormCommand } from '@trial/contracts';
import { isFresh, Rejection, signInNotFresh, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { caseFrom } from '../domain/icsr/case/stored-case.js';
import { placedAt } from '../placement/placed.js';
import { caseForm, hashOfForm } from './case-form.js';
import { CaseSignatures } from './case-signature.table.js';
import { eventOfCase, knownCase, knownVersion } from './case.reads.js';
import { SignedForms } from './signed-form.table.js';

/**
 * The sponsor's physician signs the form of a version: the draft they have read, named by its hash. The same form that says
 * it is signed is kept, and is what everybody reads from then on.
 */
@Injectable()
export class SignCaseForm {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: SignCaseFormCommand, context: Context): Promise<CaseFormSignature> {
    const { caseId, number, draftSha256 } = command;
    if (!isFresh(context.signedInSecondsAgo)) throw signInNotFresh();
    try {
      return await this.transactions.once(context, async (tx) => {
        const opened = await knownCase(tx, caseId);
        if (await tx.rows(CaseSignatures).existsBy({ caseId, number })) throw alreadySigned();
        const { trialId, trialVersion } = await eventOfCase(tx, caseId);
        const { zone } = this.trials.version(trialId, trialVersion).reporting;
        const report = caseFrom((await knownVersion(tx, caseId, number)).report);
        if (hashOfForm(await caseForm(report, zone)) !== draftSha256)
          throw new Rejection('case-form-not-as-read', { field: 'draftSha256', rule: 'read the draft again' });

        const file = await caseForm(report, zone, { signature: { by: context.actor, at: tx.now } });
        const sha256 = hashOfForm(file);
        const signed = { caseId, number, draftSha256, formSha256: sha256, signedBy: context.actor, signedAt: tx.now };
        await tx.rows(CaseSignatures).insert(placedAt(opened, signed));
        await tx.rows(SignedForms).insert(placedAt(opened, { caseId, number, file }));
        const signedAt = tx.now.toString({ fractionalSecondDigits: 3 });
        return { caseId, number, signedBy: context.actor, signedAt, sha256 };
      });
    } catch (error) {
      if (isConflict(error, 'case_signature_once')) throw alreadySigned();
      throw error;
    }
  }
}

const alreadySigned = (): Rejection =>
  new Rejection('case-form-already-signed', { rule: 'what is wrong in it is told by the next version' });
