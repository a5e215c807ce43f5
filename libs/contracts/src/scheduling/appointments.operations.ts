import { Choice, Code, Flag, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { PageRequest } from '../paging.js';
import { ReasonForChange } from '../places.js';
import { AtVisitQuery, VisitView } from './visits.operations.js';

export class RescheduleVisitCommand extends AtVisitQuery {
  @Moment({ description: 'The new appointment; the target does not move.' }) plannedFor: string;
  @Flag({ optional: true, description: 'Says that an appointment outside the window is meant; the reason says why.' })
  outsideWindow?: boolean;
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

export class WithdrawAppointmentCommand extends AtVisitQuery {
  @Whole({ min: 1, max: 1_000_000, description: 'The version you read (If-Match).' }) expectedVersion: number;
  @ReasonForChange() reason: string;
}

/** The clinic never opens in the whole window: the visit can only be kept outside it. */
const warnings = ['no-open-day-in-window'] as const;
const Warnings = (): PropertyDecorator =>
  Words(warnings, { description: 'What somebody should know: the clinic has no slot in the whole window.' });

export class AppointmentView extends VisitView {
  @Flag({ description: 'The appointment lies outside the window: a deviation, should the visit take place then.' })
  outsideWindow: boolean;
  @Warnings() warnings: string[];
}

export class FindSlots extends PageRequest {
  @Code({ description: 'The trial.' }) trialId: string;
  @Identifier({ description: 'The participant.' }) participantId: string;
  @Identifier({ description: 'The visit.' }) visitId: string;
  @Choice(['nearest', 'time'], {
    optional: true,
    description: 'Nearest to the target first, or by time (unless said).',
  })
  order?: string;
}

export class FreeSlot {
  @Moment() startsAt: string;
  @Moment({ description: 'First moment after it.' }) endsAt: string;
  @Whole({ min: 1, max: 1_000_000, description: 'How many participants more it can hold.' }) places: number;
}

export class SlotPage {
  @Parts(() => FreeSlot) items: FreeSlot[];
  @Text({ optional: true }) nextCursor?: string;
  @Flag({
    description: 'The site has no clinic days in the trial file: it takes any moment, and has no slots to list.',
  })
  anyMoment: boolean;
  @Warnings() warnings: string[];
}

export class PreviewAppointment extends AtVisitQuery {
  @Moment({ description: 'The appointment somebody thinks of.' }) plannedFor: string;
}

export class MovedWindow {
  @Moment() targetAt: string;
  @Moment() opensAt: string;
  @Moment() closesAt: string;
}

export class LaterVisit {
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Moment() targetAt: string;
  @Moment() opensAt: string;
  @Moment() closesAt: string;
  @Moment({ optional: true }) plannedFor?: string;
  @Part(() => MovedWindow, {
    optional: true,
    description:
      'Where it moves, should this visit take place then; left out when it stays, as all do that count from another act.',
  })
  movesTo?: MovedWindow;
}

export class AppointmentConflict {
  @Identifier() visitId: string;
  @Code() visitCode: string;
  @Choice(['later-visit-is-earlier', 'earlier-visit-is-later', 'in-window-of-other-visit']) kind: string;
}

export class AppointmentPreview {
  @Moment() plannedFor: string;
  @Choice(['before-window', 'in-window', 'after-window']) position: string;
  @Choice(
    [
      'appointment-in-past',
      'clinic-closed-that-day',
      'outside-opening-hours',
      'clinic-day-full',
      'slot-full',
      'visit-already-settled',
    ],
    { optional: true, description: 'Why it would be refused now, with outsideWindow said where it lies outside.' },
  )
  refusal?: string;
  @Parts(() => LaterVisit, {
    max: 600,
    description: 'Planned visits after this one. The appointment itself moves none of them.',
  })
  laterVisits: LaterVisit[];
  @Parts(() => AppointmentConflict, { max: 600 }) conflicts: AppointmentConflict[];
  @Warnings() warnings: string[];
}

const siteStaff = ['investigator', 'study-nurse'] as const;
const at = 'trials/:trialId/participants/:participantId/visits/:visitId';

export const rescheduleVisit = defineCommand({
  service: 'scheduling',
  name: 'reschedule-visit',
  route: `PUT /${at}/appointment`,
  summary: 'Makes or moves the appointment of a visit, where the clinic is open and has a place',
  request: RescheduleVisitCommand,
  result: AppointmentView,
  status: 200,
  ifMatch: true,
  roles: siteStaff,
  rejections: [
    'visit-unknown',
    'visit-already-settled',
    'version-conflict',
    'appointment-in-past',
    'appointment-outside-window',
    'clinic-closed-that-day',
    'outside-opening-hours',
    'slot-full',
    'clinic-day-full',
    'trial-not-active-at-site',
  ],
});

export const withdrawAppointment = defineCommand({
  service: 'scheduling',
  name: 'withdraw-appointment',
  route: `DELETE /${at}/appointment`,
  summary: 'Takes an appointment back; the visit stays planned and its place is free again',
  request: WithdrawAppointmentCommand,
  result: AppointmentView,
  status: 200,
  ifMatch: true,
  roles: siteStaff,
  rejections: [
    'visit-unknown',
    'visit-already-settled',
    'version-conflict',
    'appointment-not-made',
    'trial-not-active-at-site',
  ],
});

export const findSlots = defineQuery({
  service: 'scheduling',
  name: 'find-slots',
  route: `GET /${at}/slots`,
  summary: 'Free slots of the clinic within what is left of the window of a visit',
  request: FindSlots,
  result: SlotPage,
  roles: siteStaff,
  rejections: ['visit-unknown', 'visit-already-settled', 'cursor-not-readable', 'trial-not-active-at-site'],
});

export const previewAppointment = defineQuery({
  service: 'scheduling',
  name: 'preview-appointment',
  route: `GET /${at}/appointment-preview`,
  summary: 'What an appointment would mean before it is made: refusal, conflicts, and which later visits would move',
  request: PreviewAppointment,
  result: AppointmentPreview,
  roles: siteStaff,
  rejections: ['visit-unknown', 'trial-not-active-at-site'],
});
