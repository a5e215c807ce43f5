import { Choice, Code, Day, Dictionary, Flag, Identifier, Moment, Parts, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial, ReasonForChange } from '../places.js';
import { AdverseEventView, AtAdverseEvent } from './adverse-events.operations.js';

export class ReceiveAtSponsorCommand extends AtAdverseEvent {
  @Moment({ description: 'When the sponsor first held the minimum information: day 0 is its civil date.' })
  receivedAt: string;
  @Choice(['expected', 'unexpected'], {
    optional: true,
    description:
      'Left out: what the reference safety information in force at onset says. It may be unexpected although listed, never expected although not. A trial without a reference needs it.',
  })
  expectedness?: 'expected' | 'unexpected';
}

export class ReceiveFollowUpCommand extends AtAdverseEvent {
  @Moment({ description: 'When the sponsor first held the new information: day 0 is its civil date.' })
  receivedAt: string;
  @Text({ min: 2, max: 2_000, description: 'What is new, and why it is significant.' }) information: string;
}

export class ClockView {
  @Identifier() clockId: string;
  @Identifier() adverseEventId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Choice(['sae-to-sponsor', 'susar-fatal', 'susar-completion', 'susar-other']) clock: string;
  @Choice(['running', 'met', 'breached', 'met-late', 'superseded']) state: string;
  @Moment() startedAt: string;
  @Moment() dueAt: string;
  @Text({ description: 'The rule and its source.' }) rule: string;
  @Moment({ optional: true }) metAt?: string;
  @Choice(['first-information', 'upgrade', 'follow-up', 'correction'], { description: 'Why it was started.' })
  basis: string;
  @Day({ optional: true, description: 'Day 0 where days are counted: the civil day of receipt, which does not count.' })
  dayZeroOn?: string;
  @Day({ optional: true, description: 'The last day in time.' }) dueOn?: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose numbers it goes by.' })
  trialVersion: number;
  @Dictionary({ description: 'Numbers and judgements it was computed from, as they were then.' })
  inputs: Record<string, unknown>;
  @Identifier({ optional: true, description: 'The clock it stands for now, whose times stay as they were.' })
  supersedes?: string;
  @Text({ optional: true, description: 'Why it was corrected.' }) reason?: string;
  @Moment({ optional: true, description: 'When it was told that nobody had answered it in time.' })
  breachToldAt?: string;
  @Flag({
    optional: true,
    description: 'Whether the breach that was told was none, as a correction or an answer recorded later shows.',
  })
  breachWasNone?: boolean;
}

export class ClockPage {
  @Parts(() => ClockView) items: ClockView[];
  @Text({ optional: true }) nextCursor?: string;
}

export class CloseExpeditedAssessmentCommand extends AtAdverseEvent {
  @Choice(['susar-fatal', 'susar-completion', 'susar-other']) clock: string;
  @ReasonForChange() reason: string;
}

export class ClosedExpeditedAssessment {
  @Identifier() assessmentId: string;
}

export class MaximumGradeRequest extends AtTrial {
  @Whole({
    optional: true,
    min: 1,
    max: 3_650,
    description: 'Last day that counts, from the day of treatment; the primary cut-off unless said otherwise.',
  })
  untilDay?: number;
  @Identifier({ optional: true, description: 'The data cut it is of; what is known now unless said otherwise.' })
  dataCutId?: string;
}

export class MaximumGradeCell {
  @Text() organClass: string;
  @Code({ description: '0 to 5, or unknown.' }) grade: string;
  @Whole({ min: 0, max: 1_000_000 }) participants: number;
}

export class EventsOfLocalToxicity {
  @Text() organClass: string;
  @Whole({ min: 0, max: 1_000_000 }) participants: number;
  @Whole({ min: 0, max: 1_000_000 }) events: number;
}

export class MaximumGradeTable {
  @Whole({ min: 1, max: 3_650 }) untilDay: number;
  @Code() ctcaeVersion: string;
  @Whole({ min: 0, max: 1_000_000, description: 'Treated participants: the denominator of every row.' })
  participants: number;
  @Parts(() => MaximumGradeCell, { max: 1_000 }) cells: MaximumGradeCell[];
  @Parts(() => EventsOfLocalToxicity, {
    max: 100,
    description: 'What the table of local toxicity shows as well; in totals it counts once.',
  })
  localToxicity: EventsOfLocalToxicity[];
}

const readers = ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'] as const;
const at = 'trials/:trialId/participants/:participantId/adverse-events';

export const receiveAtSponsor = defineCommand({
  service: 'safety',
  name: 'receive-at-sponsor',
  route: `POST /${at}/:adverseEventId/sponsor-receipt`,
  summary:
    'The sponsor takes a serious event in: meets the 24-hour clock and, for a suspected unexpected reaction, starts 7 or 15 days',
  request: ReceiveAtSponsorCommand,
  result: AdverseEventView,
  roles: ['safety-physician'],
  rejections: [
    'adverse-event-unknown',
    'adverse-event-not-confirmed',
    'not-serious',
    'already-received',
    'received-in-future',
    'received-before-awareness',
    'expectedness-missing',
    'reference-says-unexpected',
  ],
});

export const receiveFollowUp = defineCommand({
  service: 'safety',
  name: 'receive-follow-up',
  route: `POST /${at}/:adverseEventId/follow-up-information`,
  summary:
    'Significant new information about a reaction that was expedited: it has a day 0 and fifteen days of its own',
  request: ReceiveFollowUpCommand,
  result: AdverseEventView,
  roles: ['safety-physician'],
  rejections: ['adverse-event-unknown', 'not-expedited', 'received-in-future', 'received-before-awareness'],
});

export const listClocks = defineQuery({
  service: 'safety',
  name: 'list-clocks',
  route: 'GET /trials/:trialId/reporting-clocks',
  summary: 'Reporting clocks: running, met, breached',
  request: PageOfTrial,
  result: ClockPage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});

export const closeExpeditedAssessment = defineCommand({
  service: 'unblinded',
  name: 'close-expedited-assessment',
  route: `POST /${at}/:adverseEventId/expedited-assessments`,
  summary: 'Pharmacovigilance has done what the clock asks; what that was stays in the unblinded module',
  request: CloseExpeditedAssessmentCommand,
  result: ClosedExpeditedAssessment,
  roles: ['pharmacovigilance-officer'],
  rejections: ['adverse-event-unknown', 'clock-not-running'],
});

export const readMaximumGrades = defineQuery({
  service: 'safety',
  name: 'read-maximum-grades',
  route: 'GET /trials/:trialId/reports/maximum-grades',
  summary: 'Treated participants by system organ class and maximum grade, arms pooled',
  request: MaximumGradeRequest,
  result: MaximumGradeTable,
  roles: ['monitor', 'data-manager', 'safety-physician'],
  rejections: ['trial-unknown', 'data-cut-unknown', 'ctcae-versions-mixed'],
});
