import { Choice, Identifier, Moment, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtParticipant, ReasonForChange } from '../places.js';
import { nonTreatmentCauses, type NonTreatmentCause } from './non-treatment.causes.js';

export class RecordNonTreatmentCommand extends AtParticipant {
  @Choice(nonTreatmentCauses) cause: NonTreatmentCause;
  @ReasonForChange() reason: string;
  @Moment({ optional: true, description: 'When it was decided; now unless said otherwise.' }) decidedAt?: string;
}

export class TakeBackNonTreatmentCommand extends AtParticipant {
  @ReasonForChange() reason: string;
}

export class TreatmentDecision {
  @Identifier() participantId: string;
  @Choice(['ruled-out', 'expected']) treatment: 'ruled-out' | 'expected';
  @Moment({ description: 'When it was decided.' }) decidedAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'How many such decisions there are of the participant.' })
  decision: number;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

const at = '/trials/:trialId/participants/:participantId';

export const recordNonTreatment = defineCommand({
  service: 'randomisation',
  name: 'record-non-treatment',
  route: `POST ${at}/non-treatment`,
  summary: 'Records that somebody randomised will not be treated; day 0 is then randomisation, for contact and safety',
  request: RecordNonTreatmentCommand,
  result: TreatmentDecision,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'participant-not-randomised',
    'already-treated',
    'not-in-follow-up',
    'treatment-ruled-out-already',
    'ruled-out-in-future',
    'ruled-out-before-randomisation',
  ],
});

export const takeBackNonTreatment = defineCommand({
  service: 'randomisation',
  name: 'take-back-non-treatment',
  route: `DELETE ${at}/non-treatment`,
  summary: 'Takes back that somebody will not be treated: treatment is expected again',
  request: TakeBackNonTreatmentCommand,
  result: TreatmentDecision,
  status: 200,
  roles: ['investigator'],
  rejections: ['trial-locked', 'participant-unknown', 'treatment-not-ruled-out', 'not-in-follow-up'],
});
