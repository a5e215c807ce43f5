import { foundationMigration, type FoundationOptions } from '@trial/process';
import { Disclosures } from '../allocations/disclosure.table.js';
import { DowntimeEnvelopes } from '../downtime/downtime-envelope.table.js';
import { DowntimeOpenings } from '../downtime/downtime-opening.table.js';
import { DowntimePacks } from '../downtime/downtime-pack.table.js';
import { ReservedPositions } from '../downtime/reserved-position.table.js';
import { Batches, BatchStatusChanges } from '../cell-product/batch.tables.js';
import { ConsentedVersions } from '../cell-product/consented-version.table.js';
import { FollowUpClosures } from '../cell-product/follow-up-closure.table.js';
import { ParticipationEnds } from '../cell-product/participation-end.table.js';
import { Products } from '../cell-product/product.table.js';
import { Treatments } from '../cell-product/treatment.table.js';
import { ListReadings } from '../randomisation-lists/list-reading.table.js';
import { CodeBreaks } from '../code-breaks/code-break.table.js';
import { ListPositions } from '../randomisation-lists/list-position.table.js';
import { RandomisationLists } from '../randomisation-lists/randomisation-list.table.js';
import { ReportReadings } from '../reports/report-reading.table.js';
import { DatabaseLocks } from '../unblinding/database-lock.table.js';
import { TrialUnblindings } from '../unblinding/trial-unblinding.table.js';
import { UnblindingAccounts } from '../unblinding-reports/unblinding-account.table.js';
import { RandomisationLists0002 } from './migrations/0002-randomisation-lists.js';
import { Allocations0003 } from './migrations/0003-allocations.js';
import { ListCommitment0004 } from './migrations/0004-list-commitment.js';
import { ListEnvironment0010 } from './migrations/0010-list-environment.js';
import { ListExtensions0011 } from './migrations/0011-list-extensions.js';
import { ListReadings0012 } from './migrations/0012-list-readings.js';
import { AllocationsUpTo0013 } from './migrations/0013-allocations-up-to.js';
import { CodeBreaks0030 } from './migrations/0030-code-breaks.js';
import { UnblindingReports0031 } from './migrations/0031-unblinding-reports.js';
import { Unblinding0032 } from './migrations/0032-unblinding.js';
import { DowntimePacks0050 } from './migrations/0050-downtime-packs.js';
import { KeyOfList0060 } from './migrations/0060-key-of-list.js';
import { AllocationLimits0062 } from './migrations/0062-allocation-limits.js';
import { StratumSupply0063 } from './migrations/0063-stratum-supply.js';
import { CellProduct0070 } from './migrations/0070-cell-product.js';
import { PlansByIndex0071 } from './migrations/0071-plans-by-index.js';
import { HoldAllocations0085 } from './migrations/0085-hold-allocations.js';
import { ReportReadings0086 } from './migrations/0086-report-readings.js';
import { Treatments0087 } from './migrations/0087-treatments.js';
import { ConsentedVersions0088 } from './migrations/0088-consented-versions.js';
import { PerhapsTreated0089 } from './migrations/0089-perhaps-treated.js';

/** The unblinded schema of the database `randomisation`. `allocation` has no entity: only `vault.allocate` writes it. */
export const vaultDatabase: FoundationOptions = {
  service: 'vault',
  schema: 'vault',
  tables: [
    RandomisationLists,
    ListPositions,
    ListReadings,
    Disclosures,
    CodeBreaks,
    UnblindingAccounts,
    DatabaseLocks,
    TrialUnblindings,
    DowntimePacks,
    ReservedPositions,
    DowntimeEnvelopes,
    DowntimeOpenings,
    Batches,
    BatchStatusChanges,
    Products,
    ParticipationEnds,
    FollowUpClosures,
    ReportReadings,
    Treatments,
    ConsentedVersions,
  ],
  migrations: [
    foundationMigration('vault'),
    RandomisationLists0002,
    Allocations0003,
    ListCommitment0004,
    ListEnvironment0010,
    ListExtensions0011,
    ListReadings0012,
    AllocationsUpTo0013,
    CodeBreaks0030,
    UnblindingReports0031,
    Unblinding0032,
    DowntimePacks0050,
    KeyOfList0060,
    AllocationLimits0062,
    StratumSupply0063,
    CellProduct0070,
    PlansByIndex0071,
    HoldAllocations0085,
    ReportReadings0086,
    Treatments0087,
    ConsentedVersions0088,
    PerhapsTreated0089,
  ],
};
