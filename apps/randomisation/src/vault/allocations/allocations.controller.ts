import { Controller } from '@nestjs/common';
import {
  discloseAllocation,
  explainAllocation,
  verifyAllocations,
  type AllocationVerification,
  type AtTrial,
  type DiscloseAllocationCommand,
  type DisclosedAllocation,
  type ExplainAllocationCommand,
  type ExplainedAllocation,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { DiscloseAllocation } from './disclose-allocation.js';
import { ExplainAllocation } from './explain-allocation.js';
import { VerifyAllocations } from './verify-allocations.js';

@Controller()
export class AllocationsController {
  constructor(
    private readonly disclosing: DiscloseAllocation,
    private readonly explaining: ExplainAllocation,
    private readonly verifying: VerifyAllocations,
  ) {}

  @OnCommand(discloseAllocation)
  disclose(command: DiscloseAllocationCommand, context: Context): Promise<DisclosedAllocation> {
    return this.disclosing.execute(command, context);
  }

  @OnCommand(explainAllocation)
  explain(command: ExplainAllocationCommand, context: Context): Promise<ExplainedAllocation> {
    return this.explaining.execute(command, context);
  }

  @OnQuery(verifyAllocations)
  verify(request: AtTrial, context: Context): Promise<AllocationVerification> {
    return this.verifying.execute(request, context);
  }
}
