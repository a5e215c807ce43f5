import { Choice, Day, Flag, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineQuery } from '../operation.js';
import { AtAdverseEvent } from './adverse-events.operations.js';

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
    description: 'Days begin when the sponsor holds a serious event. What a clock went by stays with the clock.',
  })
  decision: string;
  @Day({ optional: true, description: 'Day 0: the civil day in the zone of the sponsor on which they first held it.' })
  dayZeroOn?: string;
  @Parts(() => ReportingCondition, { description: 'All of them must hold; none is known before the sponsor holds it.' })
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
