import { Controller } from '@nestjs/common';
import {
  readCaseForm,
  signCaseForm,
  type AtCaseVersion,
  type CaseForm,
  type CaseFormSignature,
  type SignCaseFormCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { eventOfCase, knownVersion } from './case.reads.js';
import { shownForm } from './shown-form.reads.js';
import { SignCaseForm } from './sign-case-form.js';

@Controller()
export class CaseFormsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly signing: SignCaseForm,
  ) {}

  @OnQuery(readCaseForm)
  read({ caseId, number }: AtCaseVersion, context: Context): Promise<CaseForm> {
    return this.transactions.read(context, async (tx) => {
      const version = await knownVersion(tx, caseId, number);
      const { trialId, trialVersion } = await eventOfCase(tx, caseId);
      const { zone } = this.trials.version(trialId, trialVersion).reporting;
      return shownForm(tx, version, zone);
    });
  }

  @OnCommand(signCaseForm)
  sign(command: SignCaseFormCommand, context: Context): Promise<CaseFormSignature> {
    return this.signing.execute(command, context);
  }
}
