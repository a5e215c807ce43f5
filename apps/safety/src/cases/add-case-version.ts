import { Injectable } from '@nestjs/common';
import type { AddCaseVersionCommand, CaseView } from '@trial/contracts';
import {
  civilDate,
  comparePlainDates,
  plainDate,
  Rejection,
  type Context,
  type Instant,
  type PlainDate,
} from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { lockAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import type { CaseReport } from '../domain/icsr/case/case-report.js';
import {
  amend,
  followUp,
  nullify,
  withoutRemarks,
  type CaseContent,
  type Received,
} from '../domain/icsr/case/case-versions.js';
import { composeCase, type CaseIds } from '../domain/icsr/case/compose-case.js';
import { caseFrom } from '../domain/icsr/case/stored-case.js';
import { factsOf } from './case-facts.js';
import { CaseSettings } from './case.config.js';
import { knownCase, latestVersion, viewOfCase } from './case.reads.js';
import { receivedDays } from './received-days.js';
import { storeVersion } from './store-version.js';
import { toldOf } from './told-case.js';

/** The next version of a case: what the records say of the event by now, and what is told anew. */
@Injectable()
export class AddCaseVersion {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly settings: CaseSettings,
  ) {}

  execute(command: AddCaseVersionCommand, context: Context): Promise<CaseView> {
    return this.transactions.once(context, async (tx) => {
      const opened = await knownCase(tx, command.caseId);
      const event = await lockAdverseEvent(tx, opened.participantId, opened.adverseEventId);
      const latest = await latestVersion(tx, opened.id);
      if (latest.number !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${latest.number} now` });
      const trial = this.trials.version(event.trialId, event.trialVersion);
      const receivedOn = plainDate(command.receivedOn);
      mustBePast(receivedOn, civilDate(tx.now, trial.reporting.zone));

      const before = caseFrom(latest.report);
      const facts = await factsOf(tx, event, trial, this.settings.config);
      const told = command.told && command.kind !== 'nullification' ? toldOf(command.told, facts.coding) : latest.told;
      const content = composeCase(facts, told, idsOf(tx, before));
      const days = { receivedOn, records: await receivedDays(tx, event.id, trial.reporting.zone) };
      const report = nextVersion(before, command, days, tx.now, content);
      await storeVersion(tx, opened, event, told, report);
      return viewOfCase(tx, opened);
    });
  }
}

function mustBePast(receivedOn: PlainDate, today: PlainDate): void {
  if (comparePlainDates(receivedOn, today) > 0) throw new Rejection('received-in-future', { field: 'receivedOn' });
}

function nextVersion(
  before: CaseReport,
  { kind, reason }: AddCaseVersionCommand,
  { receivedOn, records }: { readonly receivedOn: PlainDate; readonly records: Received },
  now: Instant,
  content: CaseContent,
): CaseReport {
  if (kind === 'nullification') return nullify(before, reason, receivedOn, now);
  const bare = withoutRemarks(before);
  return kind === 'follow-up'
    ? followUp(bare, content, receivedOn, now)
    : amend(bare, content, reason, receivedOn, now, records);
}

/** A part keeps its id over the versions; a drug is the same drug while it has the same name. */
function idsOf(tx: Transaction, { reactions, drugs }: CaseReport): CaseIds {
  const [product, ...others] = drugs;
  const named = new Map(
    others.map(({ id, product: drug }) => [drug.masked ? drug.phrase : drug.open.name, id] as const),
  );
  return {
    reaction: reactions[0]?.id ?? tx.newId(),
    product: product?.id ?? tx.newId(),
    drug: (name) => named.get(name) ?? tx.newId(),
  };
}
