import { Controller } from '@nestjs/common';
import {
  discloseAllocation,
  generateRandomisationList,
  readListCommitment,
  sealRandomisationList,
  verifyAllocations,
  type AllocationVerification,
  type AtTrial,
  type DiscloseAllocationCommand,
  type DisclosedAllocation,
  type GeneratedRandomisationList,
  type GenerateRandomisationListCommand,
  type SealedRandomisationList,
  type SealRandomisationListCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { DiscloseAllocation } from './allocations/disclose-allocation.js';
import { VerifyAllocations } from './allocations/verify-allocations.js';
import { GenerateRandomisationList } from './randomisation-lists/generate-randomisation-list.js';
import { ReadListCommitment } from './randomisation-lists/read-list-commitment.js';
import { SealRandomisationList } from './randomisation-lists/seal-randomisation-list.js';

@Controller()
export class VaultController {
  constructor(
    private readonly generating: GenerateRandomisationList,
    private readonly sealing: SealRandomisationList,
    private readonly disclosing: DiscloseAllocation,
    private readonly verifying: VerifyAllocations,
    private readonly committing: ReadListCommitment,
  ) {}

  @OnCommand(generateRandomisationList)
  generate(command: GenerateRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    return this.generating.execute(command, context);
  }

  @OnCommand(sealRandomisationList)
  seal(command: SealRandomisationListCommand, context: Context): Promise<SealedRandomisationList> {
    return this.sealing.execute(command, context);
  }

  @OnCommand(discloseAllocation)
  disclose(command: DiscloseAllocationCommand, context: Context): Promise<DisclosedAllocation> {
    return this.disclosing.execute(command, context);
  }

  @OnQuery(readListCommitment)
  commitment(request: AtTrial, context: Context): Promise<SealedRandomisationList> {
    return this.committing.execute(request, context);
  }

  @OnQuery(verifyAllocations)
  verify(request: AtTrial, context: Context): Promise<AllocationVerification> {
    return this.verifying.execute(request, context);
  }
}
