import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { WorkItem } from '../domain/worklist/work-item.js';

export const WorkItems = new EntitySchema<WorkItem>({
  name: 'work_item',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id', { nullable: true }),
    rule: text('rule', { nullable: true }),
    what: text('what', { nullable: true }),
    trialVersion: whole('trial_version', { nullable: true }),
    begunAt: instantColumn('begun_at', { nullable: true }),
    dueAt: instantColumn('due_at', { nullable: true }),
    visitId: identifier('visit_id', { nullable: true }),
    visitCode: text('visit_code', { nullable: true }),
    adverseEventId: identifier('adverse_event_id', { nullable: true }),
    clockId: identifier('clock_id', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
    endedBy: text('ended_by', { nullable: true }),
  },
});
