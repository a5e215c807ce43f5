import { Injectable } from '@nestjs/common';
import { participantConsented, type ParticipantStatus, type RecordConsentCommand } from '@trial/contracts';
import { civilDate, instant, Rejection, type Context, type PlainDate } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials, type ConsentForm, type TrialConfiguration } from '@trial/trial-configuration';
import { giveConsent, type Consent } from '../../domain/consent.js';
import { lockParticipant, storeParticipant } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { Consents } from './consent.table.js';

/** Records a signed consent, the first or a later one. The version the site worked by at the signature is kept. */
@Injectable()
export class RecordConsent {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: RecordConsentCommand, context: Context): Promise<ParticipantStatus> {
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      const signedAt = instant(command.consentedAt);
      const trial = this.trials.inForce(before.trialId, before.siteId, signedAt);
      const signedOn = civilDate(signedAt, zoneOfSite(trial, before.siteId));
      const consent: Consent = {
        participantId: before.id,
        formVersion: command.consentVersion,
        granted: [...new Set(command.dataUses)],
        signedAt,
        takenBy: context.actor,
      };
      const earlier = await tx.rows(Consents).findBy({ participantId: before.id });
      const after = giveConsent(before, consent, formInForce(trial, signedOn), trial.version, earlier, tx.now);

      const version = storeParticipant(tx, before, after);
      await tx.rows(Consents).insert({
        id: tx.newId(),
        ...placeOf(before),
        ...consent,
        granted: [...consent.granted],
        trialVersion: trial.version,
      });
      publish(tx, participantConsented, {
        ...placeOf(before),
        participantCode: before.code,
        trialVersion: trial.version,
        consentVersion: consent.formVersion,
        consentedAt: signedAt.toString({ fractionalSecondDigits: 3 }),
        sex: before.sex,
        age: ageInYears(before.yearOfBirth, signedOn),
      });
      return { participantId: before.id, status: after.status, version };
    });
  }
}

/** The newest form that was valid on the day of the signature. */
function formInForce({ consent }: TrialConfiguration, on: PlainDate): ConsentForm {
  const day = on.toString();
  const [form] = consent.versions
    .filter(({ validFromOn }) => validFromOn <= day)
    .sort((a, b) => (a.validFromOn < b.validFromOn ? 1 : -1));
  if (!form) {
    throw new Rejection('consent-version-unknown', {
      field: 'consentVersion',
      rule: 'no form is in force on that day',
    });
  }
  return form;
}

/** Years of age as far as the year of birth tells, one too many until the birthday: the birthday is not asked (PV1). */
const ageInYears = (yearOfBirth: number, on: PlainDate): number => on.year - yearOfBirth;
