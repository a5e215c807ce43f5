import { Module } from '@nestjs/common';
import { Environment, Foundation, readEnvironment } from '@trial/process';
import { AllocationsController } from './allocations/allocations.controller.js';
import { AnnounceAllocation } from './allocations/announce-allocation.js';
import { DiscloseAllocation } from './allocations/disclose-allocation.js';
import { ExplainAllocation } from './allocations/explain-allocation.js';
import { OpenAllocation } from './allocations/open-allocation.js';
import { VerifyAllocations } from './allocations/verify-allocations.js';
import { BreakCode } from './code-breaks/break-code.js';
import { BatchesController } from './cell-product/batches.controller.js';
import { cellProductProviders } from './cell-product/cell-product.providers.js';
import { ProductTracesController } from './cell-product/product-traces.controller.js';
import { ProductsController } from './cell-product/products.controller.js';
import { CodeBreaksController } from './code-breaks/code-breaks.controller.js';
import { RecordAttempt } from './code-breaks/record-attempt.js';
import { CloseDowntimePack } from './downtime/close-downtime-pack.js';
import { DowntimeController } from './downtime/downtime.controller.js';
import { FetchDowntimeCodes } from './downtime/fetch-downtime-codes.js';
import { FetchDowntimePack } from './downtime/fetch-downtime-pack.js';
import { IssueDowntimePack } from './downtime/issue-downtime-pack.js';
import { ReconcileDowntimePack } from './downtime/reconcile-downtime-pack.js';
import { VaultCipher } from './encryption/vault-cipher.js';
import { vaultDatabase } from './persistence/data-source.js';
import { ClaimedEnvironment } from './persistence/claimed-environment.js';
import { ExtendRandomisationList } from './randomisation-lists/extend-randomisation-list.js';
import { GenerateRandomisationList } from './randomisation-lists/generate-randomisation-list.js';
import { RandomisationListsController } from './randomisation-lists/randomisation-lists.controller.js';
import { ReadListCommitment } from './randomisation-lists/read-list-commitment.js';
import { ReadListStatus } from './randomisation-lists/read-list-status.js';
import { SealRandomisationList } from './randomisation-lists/seal-randomisation-list.js';
import { UploadRandomisationList } from './randomisation-lists/upload-randomisation-list.js';
import { ReportsController } from './reports/reports.controller.js';
import { ShowArmsForReport } from './reports/show-arms-for-report.js';
import { ReadUnblindedRows } from './unblinding/read-unblinded-rows.js';
import { RememberDatabaseLock } from './unblinding/remember-database-lock.js';
import { UnblindTrial } from './unblinding/unblind-trial.js';
import { UnblindingController } from './unblinding/unblinding.controller.js';
import { OpenUnblindingAccount } from './unblinding-reports/open-unblinding-account.js';
import { ReportUnblinding } from './unblinding-reports/report-unblinding.js';
import { UnblindingAccountsController } from './unblinding-reports/unblinding-accounts.controller.js';
import { DecideRecruitment } from './recruitment/decide-recruitment.js';
import { RecruitmentController } from './recruitment/recruitment.controller.js';
import { vaultConfig, vaultEnvironment } from './vault.config.js';

/** The unblinded half: lists, allocations and who was shown one. Nothing outside imports from here. */
@Module({
  imports: [Foundation.for(vaultDatabase)],
  controllers: [
    RandomisationListsController,
    AllocationsController,
    CodeBreaksController,
    UnblindingAccountsController,
    UnblindingController,
    ReportsController,
    DowntimeController,
    RecruitmentController,
    BatchesController,
    ProductsController,
    ProductTracesController,
  ],
  providers: [
    ClaimedEnvironment,
    GenerateRandomisationList,
    UploadRandomisationList,
    ExtendRandomisationList,
    SealRandomisationList,
    DiscloseAllocation,
    ExplainAllocation,
    VerifyAllocations,
    DecideRecruitment,
    AnnounceAllocation,
    OpenAllocation,
    ReadListCommitment,
    ReadListStatus,
    BreakCode,
    RecordAttempt,
    ReportUnblinding,
    OpenUnblindingAccount,
    RememberDatabaseLock,
    UnblindTrial,
    ReadUnblindedRows,
    ShowArmsForReport,
    IssueDowntimePack,
    FetchDowntimeCodes,
    FetchDowntimePack,
    ReconcileDowntimePack,
    CloseDowntimePack,
    ...cellProductProviders,
    {
      provide: VaultCipher,
      inject: [Environment],
      useFactory: async ({ variables }: Environment) =>
        new VaultCipher(
          await readEnvironment(vaultConfig, variables).key(),
          readEnvironment(vaultEnvironment, variables),
        ),
    },
  ],
})
export class VaultModule {}
