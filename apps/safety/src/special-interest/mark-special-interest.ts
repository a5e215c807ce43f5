import { Injectable } from '@nestjs/common';
import { adverseEventRevised, type AdverseEventView, type MarkSpecialInterestCommand } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { factsOf } from '../adverse-events/adverse-event-facts.js';
import { lockAdverseEvent, viewOf } from '../adverse-events/adverse-event.reads.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { saeToSponsorClock } from '../domain/reporting-clocks.js';
import { isSerious } from '../domain/seriousness.js';
import { alwaysGoesToSponsor, groupToMark } from '../domain/special-interest.js';
import { interestsIn, standing } from '../judgements/record-interest.js';
import { supersedeSignatures } from '../judgements/signed-content.js';
import { SpecialInterests } from '../judgements/special-interest.table.js';
import { SponsorReceipts } from '../judgements/sponsor-receipt.table.js';
import { placedAt } from '../placement/placed.js';
import { reportingPolicyOf } from '../reporting-clocks/reporting-policy.js';
import { startClocks } from '../reporting-clocks/start-clocks.js';

/** An investigator names the special interest of an event whose term does not tell. What the sponsor holds has no hours. */
@Injectable()
export class MarkSpecialInterest {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: MarkSpecialInterestCommand, context: Context): Promise<AdverseEventView> {
    const awareAt = instant(command.awareAt);
    return this.transactions.once(context, async (tx) => {
      const before = await lockAdverseEvent(tx, command.participantId, command.adverseEventId);
      if (before.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${before.version} now` });
      const trial = this.trials.version(command.trialId, before.trialVersion);
      const { specialInterest } = trial.reporting;
      const told = { group: command.group, awareAt };
      const { code: group, toSponsor } = groupToMark(
        before,
        await interestsIn(tx, before.id),
        specialInterest,
        told,
        tx.now,
      );

      const event = { ...before, version: before.version + 1 };
      await tx.rows(AdverseEvents).update({ id: event.id }, { version: event.version });
      await tx.rows(SpecialInterests).insert(
        placedAt(event, {
          ...{ id: tx.newId(), adverseEventId: event.id, group, basis: 'investigator' as const, toSponsor },
          ...{ trialVersion: event.trialVersion, reason: command.reason, awareAt },
          ...{ recordedBy: context.actor, recordedAt: tx.now, ...standing },
        }),
      );
      await supersedeSignatures(tx, event);
      publish(tx, adverseEventRevised, { ...factsOf(event), serious: isSerious(event.seriousness) });
      const isHeld = await tx.rows(SponsorReceipts).existsBy({ adverseEventId: event.id });
      if (alwaysGoesToSponsor([{ toSponsor }]) && !isHeld)
        await startClocks(tx, event, [saeToSponsorClock(awareAt, reportingPolicyOf(trial))]);
      return viewOf(tx, event);
    });
  }
}
