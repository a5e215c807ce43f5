import { defineMigration } from '@trial/persistence';

/**
 * What the sponsor took in while it was not serious is taken in once more when it is. Until events of special interest were
 * received, only what was serious could be.
 */
export const ReceiptsOfSerious0037 = defineMigration(37, 'ReceiptsOfSerious', [
  `alter table sponsor_receipt add column serious boolean not null default true`,
  `alter table sponsor_receipt alter column serious drop default`,
  `alter table sponsor_receipt drop constraint sponsor_receipt_pkey`,
  `alter table sponsor_receipt add constraint sponsor_receipt_pkey primary key (adverse_event_id, serious)`,
]);
