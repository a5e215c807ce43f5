import { Choice, Moment, PartialDay, Parts } from '../fields.js';
import { defineQuery } from '../operation.js';
import { LaterVisit } from './appointments.operations.js';
import { attendancePositions, AtVisitQuery } from './visits.operations.js';

export class PreviewAttendance extends AtVisitQuery {
  @Moment({ optional: true, description: 'The moment somebody thinks of; otherwise say `occurredOn`.' })
  occurredAt?: string;
  @PartialDay({ optional: true, description: 'The date as far as it is known, instead of `occurredAt`.' })
  occurredOn?: string;
}

export class AttendancePreview {
  @Choice(attendancePositions, {
    description: 'Where it would lie in the window; uncertain when the date can mean either.',
  })
  position: string;
  @Choice(
    ['visit-is-treatment', 'visit-already-settled', 'visit-in-future', 'visit-before-consent', 'visit-before-anchor'],
    { optional: true, description: 'Why it would be refused now; then nothing moves.' },
  )
  refusal?: string;
  @Parts(() => LaterVisit, {
    max: 600,
    description: 'The visits that would move, from where and (`movesTo`) where to; all others stay.',
  })
  laterVisits: LaterVisit[];
}

export const previewAttendance = defineQuery({
  service: 'scheduling',
  name: 'preview-attendance',
  route: 'GET /trials/:trialId/participants/:participantId/visits/:visitId/attendance-preview',
  summary:
    'What recording or correcting when a visit took place would mean: refusal, and which visits would move where',
  request: PreviewAttendance,
  result: AttendancePreview,
  roles: ['investigator', 'study-nurse'],
  rejections: ['visit-unknown', 'moment-or-date'],
});
