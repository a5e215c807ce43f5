import { EntitySchema } from 'typeorm';
import type { ParticipantId, SiteId, TrialId } from '@trial/kernel';
import { identifier, instantColumn, json, plainDateColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Response } from '../domain/response.js';

/** Where a row belongs; row-level security goes by it. */
export interface Belonging {
  readonly trialId: TrialId;
  readonly siteId: SiteId;
  readonly participantId: ParticipantId;
}

/** One row per version: `id` is the response, `id` and `version` are the row. */
export const Responses = new EntitySchema<Response & Belonging>({
  name: 'response',
  columns: {
    id: primaryIdentifier(),
    version: whole('version', { primary: true }),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    assignmentId: identifier('assignment_id'),
    answers: json('answers'),
    language: text('language'),
    answeredBy: text('answered_by'),
    mode: text('mode'),
    deviceStartedAt: instantColumn('device_started_at', { nullable: true }),
    deviceSubmittedAt: instantColumn('device_submitted_at', { nullable: true }),
    completion: text('completion'),
    timing: text('timing'),
    submittedAt: instantColumn('submitted_at'),
    recordedAt: instantColumn('recorded_at'),
    recordedBy: text('recorded_by'),
    reason: text('reason', { nullable: true }),
    requestedOn: plainDateColumn('requested_on', { nullable: true }),
  },
  uniques: [{ name: 'response_version_once', columns: ['assignmentId', 'version'] }],
  checks: [
    {
      name: 'response_answered_by',
      expression: `answered_by in ('self', 'self-with-physical-help', 'interviewer-read', 'proxy')`,
    },
    { name: 'response_mode', expression: `mode in ('electronic', 'paper')` },
    { name: 'response_reason', expression: `version = 1 or length(btrim(coalesce(reason, ''))) > 1` },
  ],
});
