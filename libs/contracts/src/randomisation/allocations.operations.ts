import { Code, Flag, Identifier, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, AtTrial, ReasonForChange } from '../places.js';

const COUNT = { min: 0, max: 1_000_000 };

export class DiscloseAllocationCommand extends AtParticipant {
  @ReasonForChange() reason: string;
}

export class DisclosedAllocation {
  @Identifier() disclosureId: string;
  @Identifier() participantId: string;
  @Code() arm: string;
}

export class AllocationVerification {
  @Identifier({ optional: true }) listId?: string;
  @Whole(COUNT) allocations: number;
  @Flag({ description: 'Whether every allocation follows from specification, seed and order of randomisation.' })
  reproduced: boolean;
  @Words(undefined, { max: 10_000 }) findings: string[];
}

export const discloseAllocation = defineCommand({
  service: 'vault',
  name: 'disclose-allocation',
  route: 'POST /trials/:trialId/participants/:participantId/allocation-disclosures',
  summary: 'Shows the allocation of one participant for preparation; recorded, and the answer is stored nowhere',
  request: DiscloseAllocationCommand,
  result: DisclosedAllocation,
  roles: ['pharmacist'],
  rejections: ['not-allocated'],
});

export const verifyAllocations = defineQuery({
  service: 'vault',
  name: 'verify-allocations',
  route: 'GET /trials/:trialId/allocation-verification',
  summary: 'Generates the sealed list again and replays every allocation against it',
  request: AtTrial,
  result: AllocationVerification,
  roles: ['list-statistician'],
  rejections: [],
});
