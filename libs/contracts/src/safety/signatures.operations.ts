import { Choice, Code, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { PageOfParticipant } from '../places.js';
import { AtAdverseEvent } from './adverse-events.operations.js';

const meanings = ['complete-and-correct', 'seriousness-assessed'] as const;

export class SignAdverseEventCommand extends AtAdverseEvent {
  @Choice(meanings, { description: 'What you sign: the whole event, or what makes it serious.' })
  meaning: (typeof meanings)[number];
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
}

export class SignatureView {
  @Identifier() signatureId: string;
  @Identifier() adverseEventId: string;
  @Choice(meanings) meaning: string;
  @Text() signedBy: string;
  @Code() role: string;
  @Text() organisation: string;
  @Moment() signedAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the adverse event that was signed.' })
  adverseEventVersion: number;
  @Text({ min: 64, max: 64, description: 'SHA-256 of what was signed, as canonical JSON.' }) contentHash: string;
  @Flag({ description: 'Whether all that was signed is still as it was.' }) current: boolean;
  @Moment({ optional: true, description: 'When it changed.' }) supersededAt?: string;
}

export class SignaturePage {
  @Parts(() => SignatureView) items: SignatureView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class ListSignatures extends PageOfParticipant {
  @Identifier({ description: 'The adverse event.' }) adverseEventId: string;
}

const at = 'trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/signatures';

export const signAdverseEvent = defineCommand({
  service: 'safety',
  name: 'sign-adverse-event',
  route: `POST /${at}`,
  summary:
    'An investigator signs an adverse event, as it is at this version; any change of it supersedes the signature',
  request: SignAdverseEventCommand,
  result: SignatureView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'sign-in-not-fresh',
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'version-conflict',
    'already-signed',
  ],
});

export const listSignatures = defineQuery({
  service: 'safety',
  name: 'list-signatures',
  route: `GET /${at}`,
  summary: 'Every signature on an adverse event, current or superseded',
  request: ListSignatures,
  result: SignaturePage,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['cursor-not-readable'],
});
