import { z } from 'zod';
import { defineEvent, whereabouts } from '../event-contract.js';

/** Two persons signed: enrolment takes no more data of this trial, and the list may be opened. Of no site. */
export const databaseLocked = defineEvent({
  type: 'randomisation.database.locked.v1',
  about: ({ trialId }) => trialId,
  data: z.object({ ...whereabouts, lockedAt: z.iso.datetime() }),
});
