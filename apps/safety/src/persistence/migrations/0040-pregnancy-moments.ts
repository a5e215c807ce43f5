import { defineMigration } from '@trial/persistence';

/** When a site became aware of a pregnancy, and when the sponsor took its report in, can be corrected. */
export const PregnancyMoments0040 = defineMigration(40, 'PregnancyMoments', [
  `alter table pregnancy_entry drop constraint pregnancy_entry_act_check`,
  `alter table pregnancy_entry add constraint pregnancy_entry_act_check check (
     act in ('reported', 'received', 'receipt-corrected', 'followed-up', 'ended', 'corrected', 'linked'))`,
  `grant update (aware_at, due_at) on pregnancy to safety`,
]);
