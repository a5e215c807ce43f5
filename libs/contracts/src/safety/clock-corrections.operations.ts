import { Choice, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { ReasonForChange } from '../places.js';
import { AdverseEventView, AtAdverseEvent } from './adverse-events.operations.js';

export class CorrectAwarenessCommand extends AtAdverseEvent {
  @Moment({ description: 'When the investigator became aware, rightly.' }) awareAt: string;
  @Moment({
    optional: true,
    description:
      'The wrong moment, where it is when a revision became known that made the event serious, or its special interest; the awareness of the event itself unless said otherwise.',
  })
  insteadOf?: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class CorrectReceiptCommand extends AtAdverseEvent {
  @Moment({ description: 'When the sponsor first held the minimum information, rightly.' }) receivedAt: string;
  @Moment({
    optional: true,
    description: 'The wrong moment, where it is of an earlier receipt; the last one is meant unless said otherwise.',
  })
  insteadOf?: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class TimeCorrectionView {
  @Choice(['awareness', 'receipt']) what: string;
  @Moment({ description: 'What stood on record before.' }) previous: string;
  @Moment() corrected: string;
  @Text() reason: string;
  @Text({ description: 'Who corrected it.' }) correctedBy: string;
  @Moment() correctedAt: string;
}

export class TimeCorrections {
  @Parts(() => TimeCorrectionView, { max: 1_000, description: 'Oldest first.' }) items: TimeCorrectionView[];
}

const at = 'trials/:trialId/participants/:participantId/adverse-events/:adverseEventId';

export const correctAwareness = defineCommand({
  service: 'safety',
  name: 'correct-awareness',
  route: `POST /${at}/awareness-corrections`,
  summary: 'Corrects when the investigator became aware: the hours are computed again, both clocks stay visible',
  request: CorrectAwarenessCommand,
  result: AdverseEventView,
  ifMatch: true,
  roles: ['investigator'],
  rejections: [
    'participant-unknown',
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'version-conflict',
    'nothing-to-revise',
    'awareness-not-on-record',
    'awareness-in-future',
    'onset-after-awareness',
    'interest-before-awareness',
    'received-before-awareness',
  ],
});

export const correctReceipt = defineCommand({
  service: 'safety',
  name: 'correct-receipt',
  route: `POST /${at}/sponsor-receipt/corrections`,
  summary: 'Corrects when the sponsor received an event: hours and days are computed again, both values stay visible',
  request: CorrectReceiptCommand,
  result: AdverseEventView,
  ifMatch: true,
  roles: ['safety-physician'],
  rejections: [
    'adverse-event-unknown',
    'version-conflict',
    'nothing-to-revise',
    'not-received',
    'received-in-future',
    'received-before-awareness',
  ],
});

export const listTimeCorrections = defineQuery({
  service: 'safety',
  name: 'list-time-corrections',
  route: `GET /${at}/time-corrections`,
  summary: 'Moments of an event that clocks go by and that were corrected: before and after, by whom, and why',
  request: AtAdverseEvent,
  result: TimeCorrections,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['adverse-event-unknown'],
});
