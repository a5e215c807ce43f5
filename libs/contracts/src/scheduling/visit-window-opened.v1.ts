import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** The window of a visit opened: forms may be answered. */
export const visitWindowOpened = defineEvent({
  type: 'scheduling.visit.window-opened.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts, closesAt: z.iso.datetime() }),
});
