import { EntitySchema } from 'typeorm';
import { instantColumn, plainDateColumn, text } from '@trial/persistence';
import type { Instant, PlainDate } from '@trial/kernel';

/** The last day of variable follow-up at a site, once the trial has set it. */
export interface FollowUpEnd {
  readonly trialId: string;
  readonly siteId: string;
  readonly endsOn: PlainDate;
  readonly decidedAt: Instant;
}

export const FollowUpEnds = new EntitySchema<FollowUpEnd>({
  name: 'follow_up_end',
  columns: {
    trialId: { ...text('trial_id'), primary: true },
    siteId: { ...text('site_id'), primary: true },
    endsOn: plainDateColumn('ends_on'),
    decidedAt: instantColumn('decided_at'),
  },
});
