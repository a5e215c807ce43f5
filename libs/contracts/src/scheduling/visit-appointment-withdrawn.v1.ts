import { z } from 'zod';
import { defineEvent } from '../event-contract.js';
import { visitFacts } from './visit-facts.js';

/** The appointment of a visit was taken back; the visit stays planned. */
export const visitAppointmentWithdrawn = defineEvent({
  type: 'scheduling.visit.appointment-withdrawn.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...visitFacts }),
});
