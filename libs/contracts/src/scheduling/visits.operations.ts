import { Choice, Code, Flag, Identifier, Moment, Part, Parts, Quantity, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfParticipant, ReasonForChange } from '../places.js';

class AtVisit extends AtParticipant {
  @Identifier({ description: 'The visit.' }) visitId: string;
}

export class RecordVisitCommand extends AtVisit {
  @Moment({ description: 'When it took place.' }) occurredAt: string;
}

export class MissVisitCommand extends AtVisit {
  @Choice(['participant-unable', 'participant-refused', 'site-closed', 'not-reached', 'other']) cause: string;
  @ReasonForChange() reason: string;
}

export class RecordUnscheduledVisitCommand extends AtParticipant {
  @Moment({ description: 'When it took place.' }) occurredAt: string;
  @Choice(['adverse-event', 'participant-asked', 'investigator-asked', 'repeat-of-assessment', 'other'])
  cause: string;
}

export class CorrectAttendanceCommand extends AtVisit {
  @Moment({ description: 'When it really took place.' }) occurredAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class ExcludeVisitCommand extends AtVisit {
  @Choice(['treatment-not-given', 'procedure-contraindicated', 'other']) cause: string;
  @ReasonForChange() reason: string;
}

export class VisitDeviation {
  @Choice(['early', 'late']) direction: string;
  @Whole({ min: 1, max: 100_000, description: 'Distance from the nearest moment inside, begun units.' }) by: number;
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
  @Moment({ description: 'The moment it counts from.' }) countedFromAt: string;
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
  @Choice(['before-window', 'in-window', 'after-window'], { optional: true }) position?: string;
  @Quantity({ optional: true, description: 'Days early (negative) or late, counted from the target.' })
  deviationDays?: number;
  @Part(() => VisitDeviation, { optional: true, description: 'How far outside its window it took place.' })
  deviation?: VisitDeviation;
  @Whole({
    optional: true,
    min: -100_000,
    max: 100_000,
    description: 'Study day of the visit (SDTM: there is no day 0).',
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
  summary: 'Records that a visit took place; outside its window it is kept and flagged',
  request: RecordVisitCommand,
  result: VisitView,
  roles: siteStaff,
  rejections: [
    'visit-unknown',
    'visit-already-settled',
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
  rejections: ['participant-not-known-yet', 'visit-in-future', 'visit-before-consent'],
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
    'visit-not-done',
    'version-conflict',
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
