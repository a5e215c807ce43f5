import { Choice, Flag, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineQuery } from '../operation.js';
import { AtAdverseEvent } from './adverse-events.operations.js';
import { ClockView } from './reporting.operations.js';

export class ReportingCondition {
  @Choice(['serious', 'suspected', 'unexpected', 'not-exempt']) condition: string;
  @Flag() holds: boolean;
  @Text({ description: 'Where the condition comes from.' }) rule: string;
}

export class ReferenceLookedAt {
  @Words(undefined, { max: 20, description: 'Versions in force when the event began.' }) versions: string[];
  @Text() because: string;
}

export class ReportingDecision {
  @Whole({
    min: 1,
    max: 1_000_000,
    description: 'Of the event; it was decided by what it says now, at its worst grade.',
  })
  eventVersion: number;
  @Whole({ min: 1, max: 1_000_000, description: 'Of the trial whose rules the event goes by.' }) trialVersion: number;
  @Choice(['expedited', 'not-expedited', 'sponsor-does-not-hold-it'], {
    description: 'Expedited: its days run or have been answered. They begin when the sponsor holds a serious event.',
  })
  decision: string;
  @Parts(() => ClockView, {
    description:
      'Clocks of days that stand, each with what it went by when it was started: none stops because something is judged otherwise later.',
  })
  clocks: ClockView[];
  @Parts(() => ReportingCondition, {
    description:
      'As judged now, where the sponsor holds it. All that hold start a clock; so does becoming fatal or a danger to life, expected or not.',
  })
  conditions: ReportingCondition[];
  @Choice(['suspected', 'missing', 'not-suspected']) suspicion: string;
  @Part(() => ReferenceLookedAt, { optional: true, description: 'Where the trial has reference safety information.' })
  reference?: ReferenceLookedAt;
}

export const readReportingDecision = defineQuery({
  service: 'safety',
  name: 'read-reporting-decision',
  route: 'GET /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/reporting-decision',
  summary: 'Why an event is expedited to the authorities, or is not: each condition, its rule, and what was looked at',
  request: AtAdverseEvent,
  result: ReportingDecision,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['adverse-event-unknown'],
});
