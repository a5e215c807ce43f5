import { defineMigration } from '@trial/persistence';

/**
 * How an acknowledgement was read when it came: in clear only whether a person has to look at it. Of those that came before,
 * nobody wrote it down.
 */
export const ReadingsOfAcknowledgements0005 = defineMigration(5, 'ReadingsOfAcknowledgements', [
  `alter table acknowledgement
     add column reading text check (reading in ('understood', 'strangers', 'unreadable')),
     add column sealed_reading bytea,
     add constraint acknowledgement_reading_whole check ((reading is null) = (sealed_reading is null))`,
]);
