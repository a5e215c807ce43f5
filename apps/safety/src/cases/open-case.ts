import { Injectable } from '@nestjs/common';
import type { CaseView, OpenCaseCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { beginCase } from '../domain/icsr/case/case-versions.js';
import { composeCase } from '../domain/icsr/case/compose-case.js';
import { isSerious } from '../domain/seriousness.js';
import { placedAt } from '../placement/placed.js';
import { factsOf } from './case-facts.js';
import { CaseSettings } from './case.config.js';
import { viewOfCase } from './case.reads.js';
import { SafetyCases } from './case.table.js';
import { receivedDays } from './received-days.js';
import { storeVersion } from './store-version.js';
import { toldOf } from './told-case.js';

/**
 * The case of a serious event the sponsor holds. Whether it goes to a regulator is decided elsewhere and tells of the
 * treatment; that there is a case does not.
 */
@Injectable()
export class OpenCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly settings: CaseSettings,
  ) {}

  async execute(command: OpenCaseCommand, context: Context): Promise<CaseView> {
    const { CASE_COUNTRY, CASE_SENDER } = this.settings.config;
    try {
      return await this.transactions.once(context, async (tx) => {
        const event = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
        mustHaveCase(event);
        const trial = this.trials.version(event.trialId, event.trialVersion);
        const received = await receivedDays(tx, event.id, trial.reporting.zone);

        const id = tx.newId();
        const safetyReportId = `${CASE_COUNTRY}-${CASE_SENDER}-${id.replaceAll('-', '')}`;
        const opened = placedAt(event, {
          ...{ id, adverseEventId: event.id, safetyReportId },
          ...{ openedBy: context.actor, openedAt: tx.now },
        });
        await tx.rows(SafetyCases).insert(opened);
        const facts = await factsOf(tx, event, trial, this.settings.config);
        const told = toldOf(command.told, facts.coding);
        const ids = { reaction: tx.newId(), product: tx.newId(), drug: () => tx.newId() };
        const content = composeCase(facts, told, ids);
        const report = beginCase(
          { safetyReportId, worldwideId: safetyReportId, firstSender: 'other' },
          content,
          received,
          tx.now,
        );
        await storeVersion(tx, opened, event, told, report);
        return viewOfCase(tx, opened);
      });
    } catch (error) {
      if (isConflict(error, 'safety_case_once'))
        throw new Rejection('case-already-open', { rule: 'an event has one case: add a version to it' });
      throw error;
    }
  }
}

function mustHaveCase(event: AdverseEvent): void {
  if (event.status !== 'confirmed')
    throw new Rejection('adverse-event-not-confirmed', { rule: `the adverse event is ${event.status}` });
  if (!isSerious(event.seriousness)) throw new Rejection('not-serious', { rule: 'only serious events have a case' });
}
