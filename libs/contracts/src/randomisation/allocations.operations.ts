import { Code, Flag, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
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

export class ExplainAllocationCommand extends AtParticipant {
  @ReasonForChange() reason: string;
}

export class FrozenLevel {
  @Code() factor: string;
  @Code() level: string;
}

export class ArmChanceView {
  @Code() arm: string;
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Sides of the die that lead to this arm.' })
  sides: number;
}

export class ArmCount {
  @Code() arm: string;
  @Whole(COUNT) participants: number;
}

export class LevelCountView {
  @Code() factor: string;
  @Code() level: string;
  @Parts(() => ArmCount, { description: 'Who shared the level before, arm by arm.' }) arms: ArmCount[];
}

export class MinimisationExplained {
  @Parts(() => LevelCountView) counts: LevelCountView[];
  @Parts(() => ArmChanceView) chances: ArmChanceView[];
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'The throw, from 0.' }) die: number;
  @Whole({ min: 1, max: Number.MAX_SAFE_INTEGER }) dieSides: number;
}

export class ExplainedAllocation {
  @Identifier() disclosureId: string;
  @Identifier() participantId: string;
  @Identifier() listId: string;
  @Text({ max: 64, description: 'Root of the commitment the row leads to.' }) root: string;
  @Text({ description: 'Method with its version.' }) algorithm: string;
  @Text({ description: 'Generator of chance with its version.' }) generator: string;
  @Whole({ ...COUNT, min: 1, description: 'The version of the trial file the list was made by.' }) trialVersion: number;
  @Text() stratum: string;
  @Whole({ ...COUNT, min: 1 }) position: number;
  @Whole({ ...COUNT, min: 1, description: 'Which allocation of the trial it was, counted from 1.' }) ordinal: number;
  @Parts(() => FrozenLevel, { description: 'The levels frozen with the allocation.' }) levels: FrozenLevel[];
  @Moment() allocatedAt: string;
  @Code() arm: string;
  @Part(() => MinimisationExplained, { optional: true }) minimisation?: MinimisationExplained;
  @Flag({ description: 'Whether what is stored is what specification and seed, or the committed rows, make of it.' })
  rederived: boolean;
}

export const discloseAllocation = defineCommand({
  service: 'vault',
  name: 'disclose-allocation',
  route: 'POST /trials/:trialId/participants/:participantId/allocation-disclosures',
  summary:
    'Shows the allocation of one participant, for preparation or for a report to a regulator; recorded, and the answer is stored nowhere',
  request: DiscloseAllocationCommand,
  result: DisclosedAllocation,
  roles: ['pharmacist', 'pharmacovigilance-officer'],
  rejections: ['not-allocated'],
});

export const explainAllocation = defineCommand({
  service: 'vault',
  name: 'explain-allocation',
  route: 'POST /trials/:trialId/participants/:participantId/allocation-explanations',
  summary:
    'Why one participant holds an arm: every input, the throw, and the same derived again; recorded as a disclosure',
  request: ExplainAllocationCommand,
  result: ExplainedAllocation,
  roles: ['list-statistician'],
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
