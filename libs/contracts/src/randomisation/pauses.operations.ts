import { Flag, Identifier, Identifiers, Moment, Parts, Text } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, ReasonForChange } from '../places.js';

export class PauseRandomisationCommand extends AtTrial {
  @Text({ min: 2, max: 500, description: 'Why, for the record of the sponsor.' }) reason: string;
  @Text({ min: 2, max: 500, description: 'What the sites are told; nothing that could unblind anybody.' })
  toldToSites: string;
  @Identifiers({ optional: true, max: 20, description: 'The proposals of safety that this pause answers.' })
  proposalIds?: string[];
}

export class LiftPauseCommand extends AtTrial {
  @Identifier({ description: 'The pause.' }) pauseId: string;
  @ReasonForChange() reason: string;
}

export class PauseView {
  @Identifier() pauseId: string;
  @Moment() pausedAt: string;
  @Text() toldToSites: string;
  @Text({ optional: true, description: 'Why, for those who pause.' }) reason?: string;
  @Text({ optional: true, description: 'Who signed it, for those who pause.' }) pausedBy?: string;
  @Moment({ optional: true }) liftedAt?: string;
  @Text({ optional: true, description: 'Why it was lifted, for those who pause.' }) liftReason?: string;
  @Text({ optional: true, description: 'Who lifted it, for those who pause.' }) liftedBy?: string;
  @Identifiers({
    max: 1_000,
    description:
      'Who was randomised by an envelope of a downtime while it stood, at the sites you may see: recorded, because it happened.',
  })
  randomisedMeanwhile: string[];
}

export class RandomisationState {
  @Flag() paused: boolean;
  @Moment({ optional: true, description: 'Since when nobody is randomised.' }) pausedSince?: string;
  @Parts(() => PauseView, { max: 100, description: 'The newest hundred pauses, those that stand first.' })
  pauses: PauseView[];
}

/** Who decides for the sponsor that randomisation stops and goes on. */
export const rolesThatPause = ['safety-physician'] as const;

export const pauseRandomisation = defineCommand({
  service: 'randomisation',
  name: 'pause-randomisation',
  route: 'POST /trials/:trialId/randomisation/pauses',
  summary: 'Signs a pause: once this is answered nobody else is randomised; safety entry and code breaks go on',
  request: PauseRandomisationCommand,
  result: PauseView,
  roles: rolesThatPause,
  rejections: ['sign-in-not-fresh', 'no-sealed-list'],
});

export const liftPause = defineCommand({
  service: 'randomisation',
  name: 'lift-pause',
  route: 'POST /trials/:trialId/randomisation/pauses/:pauseId/lift',
  summary: 'Signs that a pause is over, with reason; randomisation goes on when none stands',
  request: LiftPauseCommand,
  result: PauseView,
  roles: rolesThatPause,
  rejections: ['sign-in-not-fresh', 'pause-unknown', 'pause-already-lifted', 'second-person-needed'],
});

export const readRandomisationState = defineQuery({
  service: 'randomisation',
  name: 'read-randomisation-state',
  route: 'GET /trials/:trialId/randomisation',
  summary: 'Whether randomisation is paused, since when and why as told to the sites',
  request: AtTrial,
  result: RandomisationState,
  roles: [
    'investigator',
    'study-nurse',
    'monitor',
    'data-manager',
    ...rolesThatPause,
    'pharmacist',
    'list-statistician',
    'dsmb-statistician',
    'pharmacovigilance-officer',
  ],
  rejections: [],
});
