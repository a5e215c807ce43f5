import { defineMigration } from '@trial/persistence';

/**
 * A list that extends the sealed one is made, checked and released like any other. Released, it is `added`: its further
 * rows stand under the sealed list, and no row that stood there before is touched (R16).
 */
export const ListExtensions0011 = defineMigration(11, 'ListExtensions', [
  `alter table randomisation_list add column extends_list uuid references randomisation_list (id)`,
  `alter table randomisation_list drop constraint randomisation_list_status_check`,
  `alter table randomisation_list add constraint randomisation_list_status_check check (
     status = 'generated' or (status = 'sealed' and extends_list is null) or (status = 'added' and extends_list is not null))`,
  `alter table randomisation_list drop constraint randomisation_list_committed`,
  `alter table randomisation_list add constraint randomisation_list_committed
     check (status = 'generated' or commitment_root is not null) not valid`,
]);
