import { Choice, Parts } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtParticipant, ReasonForChange } from '../places.js';
import { ParticipantStatus, StratificationValue } from './enrolment.operations.js';

/** What was wrong with a randomisation. */
export const randomisationErrorKinds = [
  'ineligible',
  'consent-missing',
  'same-person',
  'wrong-stratum',
  'other',
] as const;
export type RandomisationErrorKind = (typeof randomisationErrorKinds)[number];

export class RecordRandomisedInErrorCommand extends AtParticipant {
  @Choice(randomisationErrorKinds) kind: RandomisationErrorKind;
  @ReasonForChange() reason: string;
  @Parts(() => StratificationValue, {
    optional: true,
    max: 20,
    description:
      'The true values, where wrong ones were signed; they stand beside those that were used and move nobody.',
  })
  trueValues?: StratificationValue[];
}

export const recordRandomisedInError = defineCommand({
  service: 'randomisation',
  name: 'record-randomised-in-error',
  route: 'POST /trials/:trialId/participants/:participantId/randomisation-errors',
  summary: 'Records that a randomisation should not have happened; it is changed in nothing, and its place stays taken',
  request: RecordRandomisedInErrorCommand,
  result: ParticipantStatus,
  roles: ['investigator'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'participant-not-randomised',
    'already-recorded',
    'stratification-factor-unknown',
    'stratification-value-missing',
    'stratification-level-unknown',
  ],
});
