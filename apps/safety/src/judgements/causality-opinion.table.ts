import { EntitySchema } from 'typeorm';
import { identifier, instantColumn, primaryIdentifier, text } from '@trial/persistence';
import { place, type Placed } from '../placement/placed.js';
import type { CausalityOpinion } from '../domain/causality.js';

export const CausalityOpinions = new EntitySchema<Placed<CausalityOpinion>>({
  name: 'causality_opinion',
  columns: {
    id: primaryIdentifier(),
    adverseEventId: identifier('adverse_event_id'),
    ...place,
    cause: text('cause'),
    judge: text('judge'),
    possibility: text('possibility'),
    by: text('given_by'),
    at: instantColumn('given_at'),
    reason: text('reason', { nullable: true }),
  },
  indices: [{ name: 'causality_opinion_event', columns: ['adverseEventId', 'id'] }],
});
