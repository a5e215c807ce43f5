import { Choice, Code, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand } from '../operation.js';
import { AtParticipant, AtTrial, PageOfTrial } from '../places.js';

const MANY = { min: 0, max: 1_000_000 };
const Why = (): PropertyDecorator => Text({ min: 10, max: 500, description: 'Why it is looked up.' });

export class TraceDonorCommand extends PageOfTrial {
  @Text({ max: 13 }) donorCode: string;
  @Why() reason: string;
}

export class DonorBatch {
  @Code() batchNumber: string;
  @Code() status: string;
  @Moment() expiresAt: string;
  @Whole(MANY) unitsLeft: number;
}

export class BatchRecipient {
  @Code() batchNumber: string;
  @Text() productCode: string;
  @Code() siteId: string;
  @Identifier() participantId: string;
  @Flag({ description: 'False while it is only kept ready for them.' }) given: boolean;
}

export class DonorTrace {
  @Identifier() readingId: string;
  @Parts(() => DonorBatch) batches: DonorBatch[];
  @Parts(() => BatchRecipient) recipients: BatchRecipient[];
  @Text({ optional: true, description: 'Every further page is recorded as well.' }) nextCursor?: string;
}

export class TraceParticipantCommand extends AtParticipant {
  @Why() reason: string;
}

export class TracedStep {
  @Text() step: string;
  @Code() outcome: string;
  @Text() by: string;
  @Moment() at: string;
}

export class TracedProduct {
  @Text() productCode: string;
  @Code() batchNumber: string;
  @Text() donorCode: string;
  @Flag() given: boolean;
  @Parts(() => TracedStep) steps: TracedStep[];
}

export class ParticipantTrace {
  @Identifier() disclosureId: string;
  @Parts(() => TracedProduct) products: TracedProduct[];
  @Parts(() => TracedStep, { description: 'What was given and nobody scanned.' }) unscanned: TracedStep[];
}

export class OpenFollowUpsCommand extends AtTrial {
  @Why() reason: string;
}

export class RecipientFollowUp {
  @Code({ description: 'Opaque: who and which batch cannot be told from it.' }) followUpId: string;
  @Code() batchNumber: string;
  @Choice(['quarantined', 'rejected', 'recalled']) because: string;
  @Text({ description: 'Why the batch was stopped.' }) account: string;
  @Text() productCode: string;
  @Code() siteId: string;
  @Identifier() participantId: string;
  @Flag({ description: 'False: it is kept ready for them, and must not be given.' }) given: boolean;
  @Moment() openedAt: string;
}

export class RecipientFollowUps {
  @Identifier() readingId: string;
  @Whole({ ...MANY, description: 'How many are open; the oldest 200 are shown.' }) open: number;
  @Parts(() => RecipientFollowUp) items: RecipientFollowUp[];
}

export class CloseFollowUpCommand extends AtTrial {
  @Code() followUpId: string;
  @Text({ min: 10, max: 1_000, description: 'What was done.' }) account: string;
}

export class ClosedFollowUp {
  @Code() followUpId: string;
  @Moment() closedAt: string;
}

const LOOKS_BACK = ['pharmacist', 'pharmacovigilance-officer'] as const;

export const traceDonor = defineCommand({
  service: 'vault',
  name: 'trace-donor',
  route: 'POST /trials/:trialId/donor-traces',
  summary:
    'From a donor to every batch, recipient and unit left, at every site. Recorded; who gave is known to nobody here',
  request: TraceDonorCommand,
  result: DonorTrace,
  roles: LOOKS_BACK,
  rejections: ['donor-code-malformed', 'cursor-not-readable'],
});

export const traceParticipant = defineCommand({
  service: 'vault',
  name: 'trace-participant',
  route: 'POST /trials/:trialId/participants/:participantId/product-traces',
  summary: 'From a participant to every product, batch and donor code. Recorded as a disclosure',
  request: TraceParticipantCommand,
  result: ParticipantTrace,
  roles: LOOKS_BACK,
  rejections: ['not-allocated'],
});

export const openFollowUps = defineCommand({
  service: 'vault',
  name: 'open-follow-ups',
  route: 'POST /trials/:trialId/recipient-follow-ups/openings',
  summary: 'What is to be done for stopped batches: one task for each recipient. Who reads them is recorded',
  request: OpenFollowUpsCommand,
  result: RecipientFollowUps,
  roles: LOOKS_BACK,
  rejections: [],
});

export const closeFollowUp = defineCommand({
  service: 'vault',
  name: 'close-follow-up',
  route: 'POST /trials/:trialId/recipient-follow-ups/:followUpId/closures',
  summary: 'Says what was done for a recipient of a stopped batch',
  request: CloseFollowUpCommand,
  result: ClosedFollowUp,
  roles: LOOKS_BACK,
  rejections: ['follow-up-unknown'],
});
