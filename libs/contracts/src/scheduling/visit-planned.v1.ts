import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** A visit was put into the participant's plan. */
export const visitPlanned = defineEvent({
  type: 'scheduling.visit.planned.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts, targetAt: z.iso.datetime(), opensAt: z.iso.datetime(), closesAt: z.iso.datetime() }),
});
