import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, json, plainDateColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { ReportingClock } from '../domain/reporting-clock.js';

export const ReportingClocks = new EntitySchema<Placed<ReportingClock>>({
  name: 'reporting_clock',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    clock: text('clock'),
    basis: text('basis'),
    startedAt: instantColumn('started_at'),
    dayZeroOn: plainDateColumn('day_zero_on', { nullable: true }),
    dueOn: plainDateColumn('due_on', { nullable: true }),
    dueAt: instantColumn('due_at'),
    status: text('status'),
    metAt: instantColumn('met_at', { nullable: true }),
    supersedes: identifier('supersedes', { nullable: true }),
    reason: text('reason', { nullable: true }),
    trialVersion: whole('trial_version'),
    inputs: json('inputs'),
  },
  indices: [
    {
      name: 'reporting_clock_runs_once',
      columns: ['adverseEventId', 'clock'],
      unique: true,
      where: "status = 'running'",
    },
  ],
});
