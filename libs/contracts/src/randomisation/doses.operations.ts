import { Code, Identifier, Moment, Quantity, Text, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtParticipant, ReasonForChange } from '../places.js';

export class RecordDoseCommand extends AtParticipant {
  @Quantity({ min: 0, max: 1e12, description: 'What was given, in the unit of the trial.' }) amount: number;
  @Moment({ description: 'When it was given or taken.' }) givenAt: string;
  @Code({ optional: true, description: 'The visit at which it was due.' }) visitCode?: string;
  @Quantity({ optional: true, min: 1, max: 700, description: 'Kilograms, where the dose goes by body weight.' })
  bodyWeight?: number;
  @Code({ optional: true, description: 'Who gave it; the caller unless said otherwise.' }) operator?: string;
  @Text({ optional: true, min: 2, max: 300, description: 'What went otherwise than planned.' }) deviation?: string;
}

export class RecordedDose {
  @Identifier() doseId: string;
  @Moment({ description: 'The actual time of the first dose: the anchor of every visit.' }) anchorAt: string;
}

export class CorrectTreatmentTimeCommand extends AtParticipant {
  @Moment({ description: 'When the first injection or dose really was; a session of injections moves as a whole.' })
  anchorAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the participant you read (If-Match).' })
  expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class CorrectedTreatmentTime {
  @Identifier() administrationId: string;
  @Moment() previousAnchorAt: string;
  @Moment() anchorAt: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

const at = '/trials/:trialId/participants/:participantId';

export const recordDose = defineCommand({
  service: 'randomisation',
  name: 'record-dose',
  route: `POST ${at}/doses`,
  summary: 'Records a dose that was given or taken; the first anchors every visit',
  request: RecordDoseCommand,
  result: RecordedDose,
  roles: ['investigator', 'study-nurse'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'participant-not-randomised',
    'not-in-follow-up',
    'treatment-ruled-out',
    'administration-by-injection',
    'nothing-given',
    'less-than-planned',
    'given-more-than-planned',
    'body-weight-missing',
    'body-weight-not-needed',
    'dose-visit-missing',
    'dose-not-due-at-visit',
    'dose-recorded-already',
    'dose-in-future',
    'dose-before-randomisation',
    'dose-before-first',
    'first-dose-missing',
  ],
});

export const correctTreatmentTime = defineCommand({
  service: 'randomisation',
  name: 'correct-treatment-time',
  route: `POST ${at}/treatment-time-corrections`,
  summary: 'Corrects when treatment was given; what was on record before is kept',
  request: CorrectTreatmentTimeCommand,
  result: CorrectedTreatmentTime,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'participant-not-treated',
    'version-conflict',
    'treatment-time-unchanged',
    'treated-in-future',
    'treated-before-randomisation',
    'treated-after-later-dose',
    'treated-after-end',
  ],
});
