import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A visit was planned for another moment; its target stays. */
export const visitRescheduled = defineEvent({
  type: 'scheduling.visit.rescheduled.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts, plannedFor: z.iso.datetime() }),
});
