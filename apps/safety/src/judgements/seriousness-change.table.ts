import { EntitySchema } from 'typeorm';
import { flag, identifier, instantColumn, whole, words } from '@trial/persistence';
import type { SeriousnessChange } from '../domain/seriousness-changes.js';
import { place, type Placed } from '../placement/placed.js';

export const SeriousnessChanges = new EntitySchema<Placed<SeriousnessChange>>({
  name: 'seriousness_change',
  columns: {
    adverseEventId: identifier('adverse_event_id', { primary: true }),
    ordinal: whole('ordinal', { primary: true }),
    ...place,
    serious: flag('serious'),
    knownAt: instantColumn('known_at'),
    criteria: words('criteria'),
  },
});
