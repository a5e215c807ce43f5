import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { responseAlerted, type EventOf } from '@trial/contracts';
import { instant, NotYet } from '@trial/kernel';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { recordCandidate } from '../adverse-events/record-candidate.js';
import { raiseAlertCandidate, refuseUnknownProposals } from '../domain/alert-candidate.js';
import { alertChanges, standingEvent } from '../domain/response-alert-changes.js';
import { lockParticipantOfEvent } from '../participants/participant.reads.js';
import type { Participant } from '../participants/participant.table.js';
import { placedAt } from '../placement/placed.js';
import { ResponseAlerts } from './response-alert.table.js';

type Alerted = EventOf<typeof responseAlerted>['data'];

/**
 * Answers that somebody must look at propose an adverse event, once for each rule and response. What a correction takes
 * back is marked; its candidate waits for an investigator all the same.
 */
@Injectable()
export class HearAlerts {
  constructor(private readonly trials: Trials) {
    refuseUnknownProposals(trials.everyVersion());
  }

  @OnEvent(responseAlerted)
  async on({ data }: EventOf<typeof responseAlerted>, tx: Transaction): Promise<void> {
    const participant = await lockParticipantOfEvent(tx, data.participantId);
    const { responseId, responseVersion } = data;
    const known = await tx.rows(ResponseAlerts).find({ where: { responseId }, order: { id: 'ASC' } });
    if (known.length === 0 && data.alerts.length === 0) throw new NotYet(`the alerts of response ${responseId}`);

    const { raised, withdrawn, isLate } = alertChanges(known, data);
    if (!isLate) await tx.rows(ResponseAlerts).update({ responseId }, { responseVersion });
    for (const { id } of withdrawn) await tx.rows(ResponseAlerts).update({ id }, { withdrawnAt: tx.now });
    const proposed = known.map(({ proposedEventId }) => proposedEventId);
    const events = proposed.length > 0 ? await tx.rows(AdverseEvents).findBy({ id: In(proposed) }) : [];
    const trial = this.trials.version(data.trialId, data.trialVersion);
    for (const code of raised) {
      const alert = { id: tx.newId(), code, withdrawnAt: isLate ? tx.now : null };
      const proposedEventId =
        standingEvent(code, known, events) ?? (await propose(tx, alert, data, { participant, trial }));
      const { trialVersion, instrument, visitCode } = data;
      const said = { trialVersion, responseId, responseVersion, instrument, visitCode, recordedAt: tx.now };
      await tx.rows(ResponseAlerts).insert(placedAt(data, { ...alert, ...said, proposedEventId }));
    }
  }
}

async function propose(
  tx: Transaction,
  { id: alertId, code }: { readonly id: string; readonly code: string },
  { responseId, responseVersion, visitCode, instrument, submittedAt }: Alerted,
  { participant, trial }: { readonly participant: Participant; readonly trial: TrialConfiguration },
): Promise<string> {
  const rule = trial.instruments.find((each) => each.code === instrument)?.alerts.find((each) => each.code === code);
  if (!rule) throw new Error(`version ${trial.version} of the trial has no alert ${code} of ${instrument}`);
  const { trialId, siteId, id: participantId, zone } = participant;
  const place = { trialId, siteId, participantId, trialVersion: trial.version };
  const source = { ...place, alertId, ctcaeVersion: trial.ctcae.version, term: rule.proposes, zone };
  const proposal = raiseAlertCandidate(tx.newId(), { ...source, answeredAt: instant(submittedAt) }, tx.now);
  const origin = { responseId, responseVersion, visitCode, instrument, alert: code };
  await recordCandidate(tx, proposal, { from: 'questionnaire', ...origin }, trial);
  return proposal.adverseEvent.id;
}
