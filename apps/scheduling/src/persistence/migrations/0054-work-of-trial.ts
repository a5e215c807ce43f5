import { defineMigration } from '@trial/persistence';

/** Things to do that concern the whole trial: of no site, about nobody, and nothing to a participant. */
export const WorkOfTrial0054 = defineMigration(54, 'WorkOfTrial', [
  `alter table work_item alter column participant_id drop not null`,
  `alter table work_item add constraint work_item_of_trial check ((participant_id is null) = (site_id = ''))`,
  `create policy work_of_trial on work_item
     using (site_id = '' and trial_id = (select current_setting('app.trial', true))
       and (select coalesce(current_setting('app.participant', true), '')) = '')
     with check (site_id = '' and trial_id = (select current_setting('app.trial', true)))`,
]);
