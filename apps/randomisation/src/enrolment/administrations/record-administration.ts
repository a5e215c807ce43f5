import { Injectable } from '@nestjs/common';
import { participantTreated, type RecordAdministrationCommand, type RecordedAdministration } from '@trial/contracts';
import { compareInstants, instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { checkProductCode } from '../../domain/cell-product/product-code.js';
import { recordAdministration, type InjectionPoint } from '../../domain/administration.js';
import { versionGoneBy } from '../consents/version-gone-by.reads.js';
import { evidenceExpiredAt } from '../eligibility/screening-evidence.reads.js';
import { lockParticipant, storeParticipant } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { Administrations } from './administration.table.js';
import { Injections } from './injection.table.js';

/** Records a treatment session; its first injection anchors every visit and the safety windows. */
@Injectable()
export class RecordAdministration {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RecordAdministrationCommand, context: Context): Promise<RecordedAdministration> {
    const { productCode } = command;
    if (productCode !== undefined) checkProductCode(productCode);
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const place = placeOf(before);
      if (before.trialVersion === null) throw new Rejection('participant-not-randomised');
      const report = {
        limb: command.limb,
        operator: command.operator ?? context.actor,
        injections: command.injections.map(({ givenAt, deviation = null, ...given }) => {
          return { ...given, givenAt: instant(givenAt), deviation };
        }),
      };
      const [begunAt = tx.now] = report.injections
        .flatMap(({ givenAt, givenMicrolitres }) => (givenMicrolitres > 0 ? givenAt : []))
        .sort(compareInstants);
      const trial = await versionGoneBy(tx, this.trials, before, begunAt);
      const given = recordAdministration(tx.newId(), before, injectionMapOf(trial), report, tx.now);
      const expired = await evidenceExpiredAt(tx, before, trial, given.anchorAt);

      storeParticipant(tx, before, given.participant);
      const trialVersion = trial.version;
      await tx.rows(Administrations).insert({
        ...given.administration,
        ...place,
        trialVersion,
        productCode: productCode ?? null,
        expiredEvidence: expired.length > 0 ? expired : null,
      });
      await tx.rows(Injections).insert(given.injections.map((injection) => ({ ...injection, ...place })));
      const anchorAt = given.anchorAt.toString({ fractionalSecondDigits: 3 });
      const administrationId = given.administration.id;
      publish(tx, participantTreated, {
        ...place,
        participantCode: before.code,
        administrationId,
        trialVersion,
        anchorAt,
        zone: zoneOfSite(trial, before.siteId),
        lastInjectionAt: given.administration.endedAt.toString({ fractionalSecondDigits: 3 }),
        operator: given.administration.operator,
        ...(productCode === undefined ? {} : { productCode }),
        ...(expired.length > 0 ? { expiredEvidence: [...expired] } : {}),
      });
      return { administrationId, anchorAt };
    });
  }
}

function injectionMapOf({ administration }: TrialConfiguration): readonly InjectionPoint[] {
  if (administration.kind === 'injections') return administration.points;
  throw new Rejection('administration-not-by-injection', { rule: 'the trial file names no injection sites' });
}
