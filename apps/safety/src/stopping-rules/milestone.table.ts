import { EntitySchema } from 'typeorm';
import { identifier, text } from '@trial/persistence';
import type { Milestone } from '../domain/stopping-rules.js';
import { place, type Placed } from '../placement/placed.js';

export const Milestones = new EntitySchema<Placed<Milestone>>({
  name: 'milestone',
  columns: {
    ...place,
    participantId: identifier('participant_id', { primary: true }),
    milestone: text('milestone', { primary: true }),
  },
});
