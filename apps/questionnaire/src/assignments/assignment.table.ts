import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { Assignment } from '../domain/assignment.js';

export const Assignments = new EntitySchema<Assignment>({
  name: 'assignment',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version'),
    visitId: identifier('visit_id'),
    visitCode: text('visit_code'),
    assessment: text('assessment'),
    instrument: text('instrument'),
    instrumentVersion: text('instrument_version'),
    languages: words('languages'),
    respondent: text('respondent'),
    openedAt: instantColumn('opened_at'),
    closesAt: instantColumn('closes_at'),
    lateAnswers: text('late_answers'),
    status: text('status'),
  },
  indices: [{ name: 'assignment_participant', columns: ['participantId', 'id'] }],
  uniques: [{ name: 'assignment_once', columns: ['visitId', 'assessment'] }],
  checks: [
    { name: 'assignment_respondent', expression: `respondent in ('participant', 'clinician')` },
    { name: 'assignment_late_answers', expression: `late_answers in ('refused', 'flagged')` },
    { name: 'assignment_status', expression: `status in ('open', 'answered', 'missed', 'cancelled')` },
  ],
});
