import { Choice, Code, Flag, Identifier, Moment, Part, PartialDay, Parts, Quantity, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfParticipant, ReasonForChange } from '../places.js';

/** Where an attendance lies in its window. */
export const attendancePositions = ['before-window', 'in-window', 'after-window', 'uncertain'] as const;

class AtVisit extends AtParticipant {
  @Identifier({ description: 'The visit.' }) visitId: string;
}

const theMoment = 'When it took place, where the moment is known; otherwise say `occurredOn`.';
const theDate = 'The date as far as it is known, where no time of day is; instead of `occurredAt`.';

export class RecordVisitCommand extends AtVisit {
  @Moment({ optional: true, description: theMoment }) occurredAt?: string;
  @PartialDay({ optional: true, description: theDate }) occurredOn?: string;
}

export class MissVisitCommand extends AtVisit {
  @Choice(['participant-unable', 'participant-refused', 'site-closed', 'not-reached', 'other']) cause: string;
  @ReasonForChange() reason: string;
}

export class RecordUnscheduledVisitCommand extends AtParticipant {
  @Moment({ optional: true, description: theMoment }) occurredAt?: string;
  @PartialDay({ optional: true, description: theDate }) occurredOn?: string;
  @Choice(['adverse-event', 'participant-asked', 'investigator-asked', 'repeat-of-assessment', 'other'])
  cause: string;
}

export class CorrectAttendanceCommand extends AtVisit {
  @Moment({ optional: true, description: theMoment }) occurredAt?: string;
  @PartialDay({ optional: true, description: theDate }) occurredOn?: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class ExcludeVisitCommand extends AtVisit {
  @Choice(['treatment-not-given', 'procedure-contraindicated', 'other']) cause: string;
  @ReasonForChange() reason: string;
}

export class VisitDeviation {
  @Choice(['early', 'late']) direction: string;
  @Whole({ min: 1, max: 100_000, description: 'From the nearest moment inside, begun units; at least.' }) by: number;
  @Choice(['hours', 'days']) unit: string;
}

export class VisitView {
  @Identifier() visitId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Code() visitCode: string;
  @Choice(['scheduled', 'unscheduled']) kind: string;
  @Choice(['before-treatment', 'treatment', 'follow-up', 'early-termination']) phase: string;
  @Flag({ description: 'What it counts from may still move.' }) provisional: boolean;
  @Text({ description: 'What it counts from: anchor, consent, randomisation, another visit …' }) countedFrom: string;
  @Moment({ description: 'The moment it counts from; of a day without a time its first.' }) countedFromAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose rule made the window.' })
  trialVersion: number;
  @Choice(['planned', 'done', 'missed', 'cancelled', 'not-applicable']) state: string;
  @Choice(['upcoming', 'open', 'due', 'overdue', 'closed'], {
    description: 'Derived from plan and clock while planned; closed once the visit is settled.',
  })
  standing: string;
  @Moment() targetAt: string;
  @Moment() opensAt: string;
  @Moment() closesAt: string;
  @Moment({ optional: true }) plannedFor?: string;
  @Moment({ optional: true }) occurredAt?: string;
  @PartialDay({ optional: true, description: 'Instead of the moment the date, as it was typed.' }) occurredOn?: string;
  @Choice(attendancePositions, { optional: true, description: 'Uncertain when the date can mean either.' })
  position?: string;
  @Quantity({
    optional: true,
    description: 'Days early (negative) or late, counted from the target, if the day is known.',
  })
  deviationDays?: number;
  @Part(() => VisitDeviation, { optional: true, description: 'How far it certainly took place outside its window.' })
  deviation?: VisitDeviation;
  @Whole({
    optional: true,
    min: -100_000,
    max: 100_000,
    description: 'Study day of the visit, if the day is known (SDTM: there is no day 0).',
  })
  studyDay?: number;
  @Text({ optional: true, description: 'Why it was missed, cancelled or does not apply (code).' }) cause?: string;
  @Flag() primary: boolean;
  @Flag({ optional: true, description: 'True when it is held for contact and safety only: nothing is ever given.' })
  contactOnly?: boolean;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class VisitPage {
  @Parts(() => VisitView) items: VisitView[];
  @Text({ optional: true }) nextCursor?: string;
}

const siteStaff = ['investigator', 'study-nurse'] as const;
const readers = [...siteStaff, 'monitor', 'data-manager', 'safety-physician'] as const;
const at = 'trials/:trialId/participants/:participantId/visits';

export const recordVisit = defineCommand({
  service: 'scheduling',
  name: 'record-visit',
  route: `POST /${at}/:visitId/attendance`,
  summary:
    'Records that a visit took place; outside its window it is kept and flagged. Not one of treatment: record what was given',
  request: RecordVisitCommand,
  result: VisitView,
  roles: siteStaff,
  rejections: [
    'visit-unknown',
    'visit-is-treatment',
    'visit-already-settled',
    'moment-or-date',
    'visit-in-future',
    'visit-before-consent',
    'visit-before-anchor',
  ],
});

export const missVisit = defineCommand({
  service: 'scheduling',
  name: 'miss-visit',
  route: `POST /${at}/:visitId/absence`,
  summary: 'Records that a visit did not take place, and why; later visits keep their targets',
  request: MissVisitCommand,
  result: VisitView,
  roles: siteStaff,
  rejections: ['visit-unknown', 'visit-already-settled', 'window-not-open-yet'],
});

export const recordUnscheduledVisit = defineCommand({
  service: 'scheduling',
  name: 'record-unscheduled-visit',
  route: `POST /${at}`,
  summary: 'Records a visit that nobody planned',
  request: RecordUnscheduledVisitCommand,
  result: VisitView,
  location: `/${at}/:visitId`,
  roles: siteStaff,
  rejections: ['participant-not-known-yet', 'moment-or-date', 'visit-in-future', 'visit-before-consent'],
});

export const correctAttendance = defineCommand({
  service: 'scheduling',
  name: 'correct-attendance',
  route: `PUT /${at}/:visitId/attendance`,
  summary: 'Corrects when a visit took place; what follows from it is derived again',
  request: CorrectAttendanceCommand,
  result: VisitView,
  status: 200,
  ifMatch: true,
  roles: siteStaff,
  rejections: [
    'visit-unknown',
    'visit-is-treatment',
    'visit-not-done',
    'version-conflict',
    'moment-or-date',
    'visit-in-future',
    'visit-before-consent',
    'visit-before-anchor',
  ],
});

export const excludeVisit = defineCommand({
  service: 'scheduling',
  name: 'exclude-visit',
  route: `POST /${at}/:visitId/exclusion`,
  summary: 'Records that a visit does not apply to this participant, and why',
  request: ExcludeVisitCommand,
  result: VisitView,
  roles: ['investigator'],
  rejections: ['visit-unknown', 'visit-already-settled'],
});

export class AtVisitQuery extends AtVisit {}

export const readVisit = defineQuery({
  service: 'scheduling',
  name: 'read-visit',
  route: `GET /${at}/:visitId`,
  summary: 'One visit; its ETag is what a change must quote',
  request: AtVisitQuery,
  result: VisitView,
  roles: readers,
  rejections: ['visit-unknown'],
});

export const listVisits = defineQuery({
  service: 'scheduling',
  name: 'list-visits',
  route: `GET /${at}`,
  summary: 'The visit plan of a participant',
  request: PageOfParticipant,
  result: VisitPage,
  roles: readers,
  rejections: ['cursor-not-readable'],
});
