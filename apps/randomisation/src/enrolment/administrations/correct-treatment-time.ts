import { Injectable } from '@nestjs/common';
import { treatmentCorrected, type CorrectedTreatmentTime, type CorrectTreatmentTimeCommand } from '@trial/contracts';
import { instant, Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { correctTreatmentTime } from '../../domain/treatment-correction.js';
import { versionGoneBy } from '../consents/version-gone-by.reads.js';
import { evidenceExpiredAt } from '../eligibility/screening-evidence.reads.js';
import { lockParticipant, storeParticipant } from '../participants/change-participant.js';
import { placeOf } from '../participants/place.js';
import { zoneOfSite } from '../participants/zone-of-site.js';
import { moveTreatment, treatmentOnRecord } from './treatment.reads.js';
import { TreatmentCorrections } from './treatment-correction.table.js';

/** Corrects when treatment was given: the new time is on record from now on, and the one before it is kept. */
@Injectable()
export class CorrectTreatmentTime {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectTreatmentTimeCommand, context: Context): Promise<CorrectedTreatmentTime> {
    const { expectedVersion, reason } = command;
    return this.transactions.once(context, async (tx) => {
      const before = await lockParticipant(tx, command);
      if (before.version !== expectedVersion) throw new Rejection('version-conflict', { field: 'expectedVersion' });
      const onRecord = await treatmentOnRecord(tx, before.id);
      const corrected = correctTreatmentTime(before, onRecord, instant(command.anchorAt), tx.now);
      if (!onRecord) throw new Error(`the treatment of participant ${before.id} is not there`);

      const { administrationId, startedAt: previousAnchorAt } = onRecord;
      const { startedAt: anchorAt } = corrected;
      const correction = await nextCorrection(tx, before.id);
      const trial = await versionGoneBy(tx, this.trials, before, anchorAt);
      const expired = await evidenceExpiredAt(tx, before, trial, anchorAt);
      const expiredEvidence = expired.length > 0 ? [...expired] : null;
      await moveTreatment(tx, onRecord, corrected, trial, expiredEvidence);
      const version = storeParticipant(tx, before, corrected.participant);
      const facts = { ...placeOf(before), correction, administrationId };
      await tx.rows(TreatmentCorrections).insert({
        ...facts,
        previousAnchorAt,
        anchorAt,
        reason,
        correctedBy: context.actor,
        correctedAt: tx.now,
      });
      const times = {
        previousAnchorAt: previousAnchorAt.toString({ fractionalSecondDigits: 3 }),
        anchorAt: anchorAt.toString({ fractionalSecondDigits: 3 }),
      };
      publish(tx, treatmentCorrected, {
        ...facts,
        ...times,
        trialVersion: trial.version,
        zone: zoneOfSite(trial, before.siteId),
        ...(expiredEvidence ? { expiredEvidence } : {}),
      });
      return { administrationId, ...times, version };
    });
  }
}

/** The participant is locked, so nobody else counts. */
const nextCorrection = async (tx: Transaction, participantId: string): Promise<number> =>
  (await tx.rows(TreatmentCorrections).countBy({ participantId })) + 1;
