import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text, whole } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { CausalityOpinion } from '../domain/causality.js';

/** Counted on each event from 1 under its lock: of two opinions of one moment the later one counts. */
export type CountedOpinion = CausalityOpinion & { readonly ordinal: number };

export const CausalityOpinions = new EntitySchema<Placed<CountedOpinion>>({
  name: 'causality_opinion',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    ordinal: whole('ordinal'),
    cause: text('cause'),
    judge: text('judge'),
    possibility: text('possibility'),
    by: text('given_by'),
    at: instantColumn('given_at'),
    reason: text('reason', { nullable: true }),
  },
  indices: [{ name: 'causality_opinion_once', columns: ['adverseEventId', 'ordinal'], unique: true }],
});
