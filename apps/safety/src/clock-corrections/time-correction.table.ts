import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import type { TimeCorrection } from '../domain/clock-correction.js';
import { place, type Placed } from '../placement/placed.js';

export const TimeCorrections = new EntitySchema<Placed<TimeCorrection>>({
  name: 'time_correction',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    what: text('what'),
    previous: instantColumn('previous'),
    corrected: instantColumn('corrected'),
    reason: text('reason'),
    correctedBy: text('corrected_by'),
    correctedAt: instantColumn('corrected_at'),
  },
  indices: [{ name: 'time_correction_event', columns: ['adverseEventId', 'correctedAt'] }],
});
