import { defineCommand, defineQuery } from '../operation.js';
import { Flag, Identifier, Parts, Text, Whole, Words } from '../fields.js';

/** Everything that owns tables and speaks on NATS: the five services, the gateway and the two unblinded modules. */
export const services = [
  'gateway',
  'randomisation',
  'vault',
  'scheduling',
  'safety',
  'unblinded',
  'questionnaire',
  'lab-biomarker',
] as const;
export type Service = (typeof services)[number];

const MANY = { min: 0, max: Number.MAX_SAFE_INTEGER };

export class NoParameters {}

export class OperationsStatus {
  @Text() service: string;
  @Whole({ ...MANY, description: 'Events committed and not yet sent.' }) outbox: number;
  @Whole({ ...MANY, description: 'Deadlines whose time has come and that have not been handled.' })
  dueDeadlines: number;
  @Whole({ ...MANY, description: 'Deadlines due for more than ten seconds of wall time: a rule that no longer acts.' })
  overdueDeadlines: number;
  @Whole({ ...MANY, description: 'Messages parked and not replayed.' }) parked: number;
  @Words(undefined, { max: 1_000, description: 'Event types this service reacts to.' }) subscriptions: string[];
}

export class ProgressSince {
  @Whole({ ...MANY, optional: true, description: 'The last sequence of a sent event already seen.' })
  sentAfter?: number;
  @Whole({ ...MANY, optional: true, description: 'The last sequence of a received event already seen.' })
  receivedAfter?: number;
}

export class EventMark {
  @Whole(MANY) sequence: number;
  @Text() eventId: string;
  @Text() type: string;
}

/** How many marks one look brings, of each kind; who is behind looks again. */
export const MARKS_IN_A_LOOK = 100;

export class OperationsProgress extends OperationsStatus {
  @Whole({ ...MANY, description: 'Events sent, ever.' }) sentInAll: number;
  @Whole({ ...MANY, description: 'Events handled, ever.' }) receivedInAll: number;
  @Parts(() => EventMark, { max: MARKS_IN_A_LOOK, description: 'The next events sent since.' }) sent: EventMark[];
  @Parts(() => EventMark, { max: MARKS_IN_A_LOOK, description: 'The next events handled since.' })
  received: EventMark[];
}

export class ParkedMessageView {
  @Identifier() id: string;
  @Text() eventId: string;
  @Text() type: string;
  @Text({ max: 4_000 }) reason: string;
  @Whole(MANY) deliveries: number;
  @Text() status: string;
  @Text() parkedAt: string;
}

export class ParkedMessages {
  @Parts(() => ParkedMessageView, { max: 1_000 }) items: ParkedMessageView[];
}

export class ReplayParkedMessageCommand {
  @Identifier() messageId: string;
  @Text({ min: 2, description: 'Why it is worth another try.' }) reason: string;
}

export class Replayed {
  @Identifier() messageId: string;
}

export class DeadlineCount {
  @Text() name: string;
  @Text() status: string;
  @Whole(MANY) count: number;
}

export class DeadlineCounts {
  @Parts(() => DeadlineCount, { max: 1_000 }) items: DeadlineCount[];
}

export class AuditVerificationView {
  @Flag() intact: boolean;
  @Whole({ ...MANY, optional: true, description: 'Not told where a count could tell what somebody was given.' })
  entries?: number;
  @Whole({ ...MANY, optional: true }) blocks?: number;
  @Whole({ ...MANY, optional: true }) unsealed?: number;
  @Text({ min: 0, max: 64, optional: true }) head?: string;
  @Words(undefined, { max: 10_000 }) findings: string[];
}

/** What operations may ask of one service, without clinical content (administrators only). */
export const operationsOf = (service: Service) => ({
  status: defineQuery({
    service,
    name: 'operations-status',
    route: `GET /ops/${service}/status`,
    summary: `Backlogs of ${service}`,
    request: NoParameters,
    result: OperationsStatus,
    roles: ['administrator'],
    rejections: [],
  }),
  progress: defineQuery({
    service,
    name: 'operations-progress',
    route: `GET /ops/${service}/progress`,
    summary: `Backlogs of ${service}, and the ids of what it sent and handled since`,
    request: ProgressSince,
    result: OperationsProgress,
    roles: ['administrator'],
    rejections: [],
  }),
  deadlines: defineQuery({
    service,
    name: 'deadline-counts',
    route: `GET /ops/${service}/deadlines`,
    summary: `Deadlines of ${service} by name and state`,
    request: NoParameters,
    result: DeadlineCounts,
    roles: ['administrator'],
    rejections: [],
  }),
  parkedMessages: defineQuery({
    service,
    name: 'parked-messages',
    route: `GET /ops/${service}/parked-messages`,
    summary: `Messages ${service} could not handle, with the reason`,
    request: NoParameters,
    result: ParkedMessages,
    roles: ['administrator'],
    rejections: [],
  }),
  replayParkedMessage: defineCommand({
    service,
    name: 'replay-parked-message',
    route: `POST /ops/${service}/parked-messages/:messageId/replays`,
    summary: `Handles a parked message of ${service} once more`,
    request: ReplayParkedMessageCommand,
    result: Replayed,
    roles: ['administrator'],
    rejections: ['not-found'],
  }),
  auditVerification: defineQuery({
    service,
    name: 'audit-verification',
    route: `GET /ops/${service}/audit-verification`,
    summary: `Seals and verifies the audit chain of ${service}`,
    request: NoParameters,
    result: AuditVerificationView,
    roles: ['administrator'],
    rejections: [],
  }),
});
