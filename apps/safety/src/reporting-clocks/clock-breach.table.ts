import { EntitySchema } from 'typeorm';
import type { Instant } from '@trial/kernel';
import { instantColumn, primaryIdentifier } from '@trial/persistence';
import type { ReportingClockId } from '../domain/reporting-clock.js';
import { place, type Placed } from '../placement/placed.js';

/** That it was told of a clock that nobody had answered it in time: once, and never taken away. */
export interface ClockBreach {
  readonly clockId: ReportingClockId;
  readonly toldAt: Instant;
}

export const ClockBreaches = new EntitySchema<Placed<ClockBreach>>({
  name: 'clock_breach',
  columns: {
    clockId: primaryIdentifier('clock_id'),
    ...place,
    toldAt: instantColumn('told_at'),
  },
});
