import { defineMigration } from '@trial/persistence';

/** Each part of a data cut has a hash, and the cut the hash of them all: a page is checked without reading the rest. */
export const HashesOfParts0032 = defineMigration(32, 'HashesOfParts', [
  `alter table data_cut add column parts_sha256 text check (length(parts_sha256) = 64)`,
  `alter table data_cut_part add column sha256 text check (length(sha256) = 64)`,
]);
