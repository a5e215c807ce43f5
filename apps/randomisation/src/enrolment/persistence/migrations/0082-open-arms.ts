import { defineMigration } from '@trial/persistence';

/** The arm of a participant of an open-label trial; in a masked trial it is null for ever. */
export const OpenArms0082 = defineMigration(82, 'OpenArms', [`alter table participant add column arm text`]);
