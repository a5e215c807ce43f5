import { EntitySchema } from 'typeorm';
import { flag, identifier, instantColumn, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { AdverseEvent } from '../domain/adverse-event.js';

export const AdverseEvents = new EntitySchema<AdverseEvent>({
  name: 'adverse_event',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    trialVersion: whole('trial_version'),
    ctcaeVersion: text('ctcae_version'),
    term: text('term'),
    organClass: text('organ_class'),
    words: text('words', { nullable: true }),
    status: text('status'),
    source: text('source'),
    sourceResultId: identifier('source_result_id', { nullable: true }),
    criterion: text('criterion', { nullable: true }),
    sourceFindingId: identifier('source_finding_id', { nullable: true }),
    sourceAlertId: identifier('source_alert_id', { nullable: true }),
    grade: whole('grade', { nullable: true }),
    seriousness: words('seriousness'),
    outcome: text('outcome'),
    actionTaken: text('action_taken'),
    digitThreatening: flag('digit_threatening'),
    onsetOn: text('onset_on', { nullable: true }),
    endedOn: text('ended_on', { nullable: true }),
    awareAt: instantColumn('aware_at', { nullable: true }),
    learnedAt: instantColumn('learned_at', { nullable: true }),
    recordedAt: instantColumn('recorded_at'),
    version: whole('version'),
  },
  uniques: [
    { name: 'adverse_event_once_per_finding', columns: ['sourceFindingId'] },
    { name: 'adverse_event_once_per_alert', columns: ['sourceAlertId'] },
  ],
  indices: [
    { name: 'adverse_event_participant', columns: ['participantId'] },
    { name: 'adverse_event_result', columns: ['sourceResultId', 'criterion'] },
    {
      name: 'adverse_event_once_per_result',
      columns: ['sourceResultId', 'criterion'],
      unique: true,
      where: "status <> 'refuted'",
    },
  ],
});
