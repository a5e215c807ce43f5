import { defineMigration } from '@trial/persistence';

/** What was committed to when a list was sealed: a number that tells nobody a row, and by which every row can be shown. */
export const ListCommitment0004 = defineMigration(4, 'ListCommitment', [
  `alter table randomisation_list add column commitment_root text`,
  `alter table randomisation_list add constraint randomisation_list_committed
     check (status <> 'sealed' or commitment_root is not null) not valid`,
  `grant update (commitment_root) on randomisation_list to vault`,
]);
