import { defineMigration } from '@trial/persistence';

/** The code on the label of what was given; nothing follows from it outside the vault. */
export const ProductGiven0070 = defineMigration(70, 'ProductGiven', [
  `alter table administration add column product_code text`,
]);
