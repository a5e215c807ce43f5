import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, json, plainDateColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { SponsorClock } from '../domain/sponsor-clock.js';

export const SponsorClocks = new EntitySchema<SponsorClock>({
  name: 'sponsor_clock',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    trialVersion: whole('trial_version'),
    clock: text('clock'),
    fact: text('fact'),
    recordedBy: text('recorded_by'),
    recordedAt: instantColumn('recorded_at'),
    startedAt: instantColumn('started_at'),
    dayZeroOn: plainDateColumn('day_zero_on'),
    dueOn: plainDateColumn('due_on'),
    dueAt: instantColumn('due_at'),
    inputs: json('inputs'),
    metAt: instantColumn('met_at', { nullable: true }),
    metBy: text('met_by', { nullable: true }),
    reference: text('reference', { nullable: true }),
    supersedes: identifier('supersedes', { nullable: true }),
    endedAs: text('ended_as', { nullable: true }),
    endedAt: instantColumn('ended_at', { nullable: true }),
    endedBy: text('ended_by', { nullable: true }),
    endedReason: text('ended_reason', { nullable: true }),
  },
  indices: [
    {
      name: 'sponsor_clock_one_annual',
      columns: ['trialId'],
      unique: true,
      where: "clock = 'annual-report' and met_at is null and ended_as is null",
    },
    { name: 'sponsor_clock_superseded_once', columns: ['supersedes'], unique: true },
  ],
});
