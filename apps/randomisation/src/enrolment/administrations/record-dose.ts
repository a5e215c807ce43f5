import { Injectable } from '@nestjs/common';
import { doseGiven, participantTreated, type RecordDoseCommand, type RecordedDose } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { isVisitOf, Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { recordDose, type DoseRule } from '../../domain/dose.js';
import { versionGoneBy } from '../consents/version-gone-by.reads.js';
import { evidenceExpiredAt } from '../eligibility/screening-evidence.reads.js';
import { lockParticipant, storeParticipant } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { Doses } from './dose.table.js';

/** Records a dose; the first anchors every visit and the safety windows, as the first injection does elsewhere. */
@Injectable()
export class RecordDose {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RecordDoseCommand, context: Context): Promise<RecordedDose> {
    const report = {
      amount: command.amount,
      bodyWeight: command.bodyWeight ?? null,
      givenAt: instant(command.givenAt),
      visitCode: command.visitCode ?? null,
      operator: command.operator ?? context.actor,
      deviation: command.deviation ?? null,
    };
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      if (before.trialVersion === null) throw new Rejection('participant-not-randomised');
      const trial = await versionGoneBy(tx, this.trials, before, report.givenAt);
      const place = placeOf(before);
      const earlier = await tx.rows(Doses).findBy({ participantId: before.id });
      const { participant, dose, isFirst, anchorAt } = recordDose(
        tx.newId(),
        before,
        doseRuleOf(trial, before.arm),
        earlier,
        report,
        tx.now,
      );

      const expired = isFirst ? await evidenceExpiredAt(tx, before, trial, anchorAt) : [];
      const expiredEvidence = expired.length > 0 ? [...expired] : null;
      await tx.rows(Doses).insert({ ...dose, ...place, trialVersion: trial.version, expiredEvidence });
      const told = { ...place, trialVersion: trial.version, zone: zoneOfSite(trial, before.siteId) };
      const anchor = written(anchorAt);
      if (isFirst) {
        storeParticipant(tx, before, participant);
        const { operator } = dose;
        const first = { participantCode: before.code, administrationId: dose.id, anchorAt: anchor, operator };
        publish(tx, participantTreated, { ...told, ...first, ...(expiredEvidence ? { expiredEvidence } : {}) });
      } else {
        const visit = dose.visitCode === null ? {} : { visitCode: dose.visitCode };
        publish(tx, doseGiven, { ...told, doseId: dose.id, givenAt: written(dose.givenAt), ...visit });
      }
      return { doseId: dose.id, anchorAt: anchor };
    });
  }
}

const written = (at: { toString(options: { fractionalSecondDigits: 3 }): string }): string =>
  at.toString({ fractionalSecondDigits: 3 });

/** @param arm known in an open trial only. */
function doseRuleOf({ administration, masking, visits }: TrialConfiguration, arm: string | null): DoseRule {
  if (administration.kind === 'injections') {
    throw new Rejection('administration-by-injection', { rule: 'the trial file names injection sites' });
  }
  const { dose } = administration;
  const at = administration.kind === 'infusions' ? administration.at : null;
  const isTheirs = (code: string): boolean =>
    visits.some((visit) => visit.code === code && isVisitOf(visit, masking.masked, arm));
  return {
    minimum: dose.minimum,
    maximum: dose.maximum,
    perKilogram: 'per' in dose,
    at: at?.filter(isTheirs) ?? null,
    ofOtherArms: at?.filter((code) => !isTheirs(code)) ?? [],
    visits: visits.map(({ code }) => code),
  };
}
