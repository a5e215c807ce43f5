import { Module } from '@nestjs/common';
import { Environment, Foundation, readEnvironment } from '@trial/process';
import { AllocationsController } from './allocations/allocations.controller.js';
import { AnnounceAllocation } from './allocations/announce-allocation.js';
import { DiscloseAllocation } from './allocations/disclose-allocation.js';
import { VerifyAllocations } from './allocations/verify-allocations.js';
import { VaultCipher } from './encryption/vault-cipher.js';
import { vaultDatabase } from './persistence/data-source.js';
import { GenerateRandomisationList } from './randomisation-lists/generate-randomisation-list.js';
import { RandomisationListsController } from './randomisation-lists/randomisation-lists.controller.js';
import { ReadListCommitment } from './randomisation-lists/read-list-commitment.js';
import { SealRandomisationList } from './randomisation-lists/seal-randomisation-list.js';
import { vaultConfig } from './vault.config.js';

/** The unblinded half: lists, allocations and who was shown one. Nothing outside imports from here. */
@Module({
  imports: [Foundation.for(vaultDatabase)],
  controllers: [RandomisationListsController, AllocationsController],
  providers: [
    GenerateRandomisationList,
    SealRandomisationList,
    DiscloseAllocation,
    VerifyAllocations,
    AnnounceAllocation,
    ReadListCommitment,
    {
      provide: VaultCipher,
      inject: [Environment],
      useFactory: async ({ variables }: Environment) =>
        new VaultCipher(await readEnvironment(vaultConfig, variables).key()),
    },
  ],
})
export class VaultModule {}
