import { Injectable } from '@nestjs/common';
import type { CorrectLocalToxicityCommand, LocalToxicityFormView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { correctLocalForm } from '../domain/local-toxicity-form.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { deriveFindings } from './derive-findings.js';
import { assessmentIn, settingOf } from './form-setting.js';
import { formView, latestForm } from './local-toxicity-form.reads.js';
import { LocalToxicityForms } from './local-toxicity-form.table.js';

/** A new version beside the old one. Everything that was compared with it is compared again. */
@Injectable()
export class CorrectLocalToxicity {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  execute(command: CorrectLocalToxicityCommand, context: Context): Promise<LocalToxicityFormView> {
    return this.transactions.once(context, async (tx) => {
      const participant = await lockParticipant(tx, command.participantId);
      const latest = await latestForm(tx, command);
      if (latest.version !== command.expectedVersion)
        throw new Rejection('version-conflict', { rule: `it is at version ${latest.version} now` });
      const trial = this.trials.version(latest.trialId, latest.trialVersion);
      const setting = settingOf(trial, participant, context);

      const corrected = correctLocalForm(latest, assessmentIn(command), command.reason, setting, tx.now);
      await tx.rows(LocalToxicityForms).insert(corrected);
      await deriveFindings(tx, participant, trial);
      return formView(tx, corrected);
    });
  }
}
