import { defineMigration } from '@trial/persistence';

/** A sending that never reached its receiver can be withdrawn for another. */
export const WithdrawnSendings0006 = defineMigration(6, 'WithdrawnSendings', [
  `alter table submission_attempt
     drop constraint submission_attempt_state_check,
     add constraint submission_attempt_state_check
       check (state in ('queued', 'withdrawn', 'sent', 'acknowledged', 'accepted', 'rejected'))`,
]);
