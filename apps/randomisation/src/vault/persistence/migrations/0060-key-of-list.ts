import { defineMigration } from '@trial/persistence';

/** Which key a list is encrypted with, by a name that tells nothing of it; lists from before do not say. */
export const KeyOfList0060 = defineMigration(60, 'KeyOfList', [
  `alter table randomisation_list add column key_id text check (key_id ~ '^[0-9a-f]{8}$')`,
]);
