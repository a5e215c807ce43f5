import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import type { Coding } from '../domain/meddra/coding.js';
import { place, type Placed } from '../placement/placed.js';

export const Codings = new EntitySchema<Placed<Coding>>({
  name: 'adverse_event_coding',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ordinal: whole('ordinal'),
    ...place,
    term: text('term'),
    termName: text('term_name'),
    dictionaryVersion: text('dictionary_version'),
    releaseId: identifier('release_id'),
    by: text('coded_by'),
    at: instantColumn('coded_at'),
    reason: text('reason', { nullable: true }),
  },
  uniques: [{ name: 'adverse_event_coding_once', columns: ['adverseEventId', 'ordinal'] }],
});
