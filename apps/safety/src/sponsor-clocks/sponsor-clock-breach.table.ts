import { EntitySchema } from 'typeorm';
import type { Instant, TrialId } from '@trial/kernel';
import { instantColumn, primaryIdentifier, text } from '@trial/persistence';
import type { SponsorClockId } from '../domain/sponsor-clock.js';

/** That it was told of a clock of the trial that it was not answered in time: once, and never taken away. */
export interface SponsorClockBreach {
  readonly clockId: SponsorClockId;
  readonly trialId: TrialId;
  readonly toldAt: Instant;
}

export const SponsorClockBreaches = new EntitySchema<SponsorClockBreach>({
  name: 'sponsor_clock_breach',
  columns: {
    clockId: primaryIdentifier('clock_id'),
    trialId: text('trial_id'),
    toldAt: instantColumn('told_at'),
  },
});
