import { Controller } from '@nestjs/common';
import {
  addCaseVersion,
  listCases,
  openCase,
  readCase,
  readCaseCopy,
  readCaseDifferences,
  readCaseVersion,
  type AddCaseVersionCommand,
  type AtCase,
  type AtCaseVersion,
  type CaseCopy,
  type CaseDifferences,
  type CasePage,
  type CaseVersionView,
  type CaseView,
  type OpenCaseCommand,
  type PageOfTrial,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { AddCaseVersion } from './add-case-version.js';
import { blindedCopy } from './case-copy.js';
import { CaseSettings } from './case.config.js';
import {
  casePage,
  differencesOf,
  eventOfCase,
  knownCase,
  knownVersion,
  versionView,
  viewOfCase,
} from './case.reads.js';
import { OpenCase } from './open-case.js';

@Controller()
export class CasesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly settings: CaseSettings,
    private readonly opening: OpenCase,
    private readonly adding: AddCaseVersion,
  ) {}

  @OnCommand(openCase)
  open(command: OpenCaseCommand, context: Context): Promise<CaseView> {
    return this.opening.execute(command, context);
  }

  @OnCommand(addCaseVersion)
  add(command: AddCaseVersionCommand, context: Context): Promise<CaseView> {
    return this.adding.execute(command, context);
  }

  @OnQuery(listCases)
  list(request: PageOfTrial, context: Context): Promise<CasePage> {
    return this.transactions.read(context, (tx) => casePage(tx, request));
  }

  @OnQuery(readCase)
  read({ caseId }: AtCase, context: Context): Promise<CaseView> {
    return this.transactions.read(context, async (tx) => viewOfCase(tx, await knownCase(tx, caseId)));
  }

  @OnQuery(readCaseVersion)
  version({ caseId, number }: AtCaseVersion, context: Context): Promise<CaseVersionView> {
    return this.transactions.read(context, (tx) => versionView(tx, caseId, number));
  }

  @OnQuery(readCaseDifferences)
  differences({ caseId, number }: AtCaseVersion, context: Context): Promise<CaseDifferences> {
    return this.transactions.read(context, (tx) => differencesOf(tx, caseId, number));
  }

  @OnQuery(readCaseCopy)
  copy({ caseId, number }: AtCaseVersion, context: Context): Promise<CaseCopy> {
    return this.transactions.read(context, async (tx) => {
      const { trialId, trialVersion } = await eventOfCase(tx, caseId);
      const { zone } = this.trials.version(trialId, trialVersion).reporting;
      return blindedCopy(await knownVersion(tx, caseId, number), this.settings.config, zone);
    });
  }
}
