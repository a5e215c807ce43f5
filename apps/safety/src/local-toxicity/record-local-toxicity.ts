import { Injectable } from '@nestjs/common';
import type { LocalToxicityFormView, RecordLocalToxicityCommand } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { recordLocalForm } from '../domain/local-toxicity-form.js';
import { lockParticipant } from '../participants/participant.reads.js';
import { deriveFindings } from './derive-findings.js';
import { assessmentIn, settingOf } from './form-setting.js';
import { formView } from './local-toxicity-form.reads.js';
import { LocalToxicityForms } from './local-toxicity-form.table.js';

@Injectable()
export class RecordLocalToxicity {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  async execute(command: RecordLocalToxicityCommand, context: Context): Promise<LocalToxicityFormView> {
    try {
      return await this.transactions.once(context, async (tx) => {
        const participant = await lockParticipant(tx, command.participantId);
        const { trialId, siteId, id: participantId } = participant;
        const assessment = assessmentIn(command);
        const trial = this.trials.goneBy(trialId, siteId, participant.trialVersion, assessment.assessedAt);
        const trialVersion = trial.version;
        const { visitCode, limb } = command;
        const facts = { trialId, siteId, participantId, trialVersion, visitCode, limb };
        const setting = settingOf(trial, participant, context);

        const form = recordLocalForm(tx.newId(), facts, assessment, setting, tx.now);
        await tx.rows(LocalToxicityForms).insert(form);
        await deriveFindings(tx, participant, trial);
        return formView(tx, form);
      });
    } catch (error) {
      if (!isConflict(error, 'local_toxicity_form_once')) throw error;
      throw new Rejection('local-toxicity-already-recorded', {
        field: 'visitCode',
        rule: 'one form per visit and limb: correct the one on record',
      });
    }
  }
}
