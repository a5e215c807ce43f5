import { Controller } from '@nestjs/common';
import {
  discloseAllocation,
  verifyAllocations,
  type AllocationVerification,
  type AtTrial,
  type DiscloseAllocationCommand,
  type DisclosedAllocation,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { DiscloseAllocation } from './disclose-allocation.js';
import { VerifyAllocations } from './verify-allocations.js';

@Controller()
export class AllocationsController {
  constructor(
    private readonly disclosing: DiscloseAllocation,
    private readonly verifying: VerifyAllocations,
  ) {}

  @OnCommand(discloseAllocation)
  disclose(command: DiscloseAllocationCommand, context: Context): Promise<DisclosedAllocation> {
    return this.disclosing.execute(command, context);
  }

  @OnQuery(verifyAllocations)
  verify(request: AtTrial, context: Context): Promise<AllocationVerification> {
    return this.verifying.execute(request, context);
  }
}
