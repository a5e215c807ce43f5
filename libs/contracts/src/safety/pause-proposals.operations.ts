import { Choice, Code, Identifier, Identifiers, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial } from '../places.js';

export const pauseProposalKinds = ['pause', 'safety-look'] as const;
export const pauseProposalStates = ['waiting', 'paused', 'dismissed', 'withdrawn', 'superseded'] as const;

export class AtPauseProposal extends AtTrial {
  @Identifier({ description: 'The proposal.' }) proposalId: string;
}

export class DismissPauseProposalCommand extends AtPauseProposal {
  @Text({
    min: 2,
    max: 500,
    description: 'Why randomisation goes on; of a safety look, what the safety board advised.',
  })
  reason: string;
}

export class ListPauseProposals extends PageOfTrial {
  @Choice(pauseProposalStates, { optional: true, description: 'Only what stands so.' })
  state?: (typeof pauseProposalStates)[number];
}

export class StoppingCase {
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Identifiers({ description: 'The adverse events that make it; none where the end of participation said it.' })
  adverseEventIds: string[];
}

export class PauseProposalView {
  @Identifier() proposalId: string;
  @Choice(pauseProposalKinds, { description: 'A pause, or that the safety board looks at the data.' }) kind: string;
  @Code({ description: 'The rule of the trial file that was reached.' }) rule: string;
  @Code({ description: 'What the rule counts, everybody pooled.' }) counts: string;
  @Whole({ optional: true, min: 1, max: 5, description: 'From which grade on the rule counts.' }) fromGrade?: number;
  @Whole({ min: 1, max: 1_000_000, description: 'From which number on the rule is reached.' }) threshold: number;
  @Whole({ min: 1, max: 1_000_000, description: 'How many there were, at all sites.' }) count: number;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial file the rule is of.' }) trialVersion: number;
  @Parts(() => StoppingCase, { max: 1_000, description: 'What was counted, at the sites you may see.' })
  cases: StoppingCase[];
  @Choice(pauseProposalStates) state: string;
  @Moment() proposedAt: string;
  @Moment({ optional: true }) settledAt?: string;
  @Text({ optional: true, description: 'Who dismissed it.' }) settledBy?: string;
  @Text({ optional: true, description: 'Why it was dismissed.' }) reason?: string;
  @Identifier({ optional: true, description: 'The pause that answered it.' }) pauseId?: string;
}

export class PauseProposalPage {
  @Parts(() => PauseProposalView) items: PauseProposalView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const listPauseProposals = defineQuery({
  service: 'safety',
  name: 'list-pause-proposals',
  route: 'GET /trials/:trialId/pause-proposals',
  summary: 'What the stopping rules of the trial propose, with what they counted, everybody pooled',
  request: ListPauseProposals,
  result: PauseProposalPage,
  roles: ['safety-physician', 'pharmacovigilance-officer', 'dsmb-statistician'],
  rejections: ['cursor-not-readable'],
});

export const dismissPauseProposal = defineCommand({
  service: 'safety',
  name: 'dismiss-pause-proposal',
  route: 'POST /trials/:trialId/pause-proposals/:proposalId/dismissal',
  summary: 'Signs that randomisation goes on in spite of a proposal, or after a safety look; with reason',
  request: DismissPauseProposalCommand,
  result: PauseProposalView,
  roles: ['safety-physician'],
  rejections: ['sign-in-not-fresh', 'pause-proposal-unknown', 'pause-proposal-settled'],
});
