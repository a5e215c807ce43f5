import { Choice, Identifier, Moment, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtParticipant, ReasonForChange } from '../places.js';

const answers = ['agreed', 'declined'] as const;

export class AnswerSafetyContactCommand extends AtParticipant {
  @Choice(answers, { description: 'Whether contact for their safety may go on.' })
  safetyContact: (typeof answers)[number];
  @Moment({ optional: true, description: 'When the participant said so; now unless said otherwise.' })
  answeredAt?: string;
  @ReasonForChange() reason: string;
}

export class SafetyContactAnswer {
  @Identifier() participantId: string;
  @Choice(answers) safetyContact: (typeof answers)[number];
  @Moment({ description: 'When the participant said so.' }) answeredAt: string;
  @Whole({ min: 2, max: 1_000_000, description: 'Which answer of the participant it is; the withdrawal is the first.' })
  answer: number;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export const answerSafetyContact = defineCommand({
  service: 'randomisation',
  name: 'answer-safety-contact',
  route: 'POST /trials/:trialId/participants/:participantId/safety-contact',
  summary: 'Records that somebody who was treated and withdrew allows contact for their safety, or does not any more',
  request: AnswerSafetyContactCommand,
  result: SafetyContactAnswer,
  roles: ['investigator', 'study-nurse'],
  rejections: [
    'trial-locked',
    'participant-unknown',
    'not-in-follow-up',
    'contact-answered-in-future',
    'contact-answered-before-end',
  ],
});
