import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Disclosures } from '../allocations/disclosure.table.js';
import { ListPositions } from '../randomisation-lists/list-position.table.js';
import { RandomisationLists } from '../randomisation-lists/randomisation-list.table.js';
import { RandomisationLists0002 } from './migrations/0002-randomisation-lists.js';
import { Allocations0003 } from './migrations/0003-allocations.js';
import { ListCommitment0004 } from './migrations/0004-list-commitment.js';
import { KeyOfList0060 } from './migrations/0060-key-of-list.js';
import { NextPosition0061 } from './migrations/0061-next-position.js';

/** The unblinded schema of the database `randomisation`. `allocation` has no entity: only `vault.allocate` writes it. */
export const vaultDatabase: FoundationOptions = {
  service: 'vault',
  schema: 'vault',
  tables: [RandomisationLists, ListPositions, Disclosures],
  migrations: [
    foundationMigration('vault'),
    RandomisationLists0002,
    Allocations0003,
    ListCommitment0004,
    KeyOfList0060,
    NextPosition0061,
  ],
};
