import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** The window of a visit closed, whatever became of the visit. */
export const visitWindowClosed = defineEvent({
  type: 'scheduling.visit.window-closed.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts }),
});
