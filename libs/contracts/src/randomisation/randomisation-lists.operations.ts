import { Code, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial } from '../places.js';

const COUNT = { min: 0, max: 1_000_000 };

export class ArmWeight {
  @Code({ description: 'The arm, as the trial names it.' }) arm: string;
  @Whole({ min: 1, max: 100, description: 'Its part of the ratio.' }) weight: number;
}

export class SpecifyBlockSize {
  @Whole({ min: 2, max: 100 }) size: number;
}

export class GenerateRandomisationListCommand extends AtTrial {
  @Parts(() => ArmWeight, { min: 2, max: 10, description: 'Arms in the order of the specification.' })
  arms: ArmWeight[];
  @Parts(() => SpecifyBlockSize, { min: 1, max: 10, description: 'Sizes that blocks are drawn from.' })
  blockSizes: SpecifyBlockSize[];
  @Whole({ min: 2, max: 10_000, description: 'Positions at least; the last block is completed.' }) length: number;
  @Words(undefined, { optional: true, max: 100, description: 'Strata; none means one list for the trial.' })
  strata?: string[];
  @Text({ min: 64, max: 64, description: 'Seed: 32 bytes in hexadecimal, kept secret until the lock.' }) seed: string;
}

export class GeneratedRandomisationList {
  @Identifier() listId: string;
  @Whole(COUNT) positions: number;
  @Text({
    max: 64,
    description:
      'SHA-256 of specification, seed and rows in clear, for the person who checks the list by generating it again. ' +
      'The seed is part of it: the lists of a small trial are few enough to be tried out against a bare checksum.',
  })
  checksum: string;
}

export class SealRandomisationListCommand extends AtTrial {
  @Identifier() listId: string;
  @Text({ min: 64, max: 64, description: 'The checksum you found when you generated it again.' }) checksum: string;
}

export class SealedRandomisationList {
  @Identifier() listId: string;
  @Moment() sealedAt: string;
  @Text({ description: 'How the root is made, with its version.' }) commitment: string;
  @Text({
    max: 64,
    description: 'Root of the commitment to every row of the list, to be printed before the first participant.',
  })
  root: string;
}

export const generateRandomisationList = defineCommand({
  service: 'vault',
  name: 'generate-randomisation-list',
  route: 'POST /trials/:trialId/randomisation-lists',
  summary: 'Makes a permuted-block list from a specification and a seed, and keeps it encrypted',
  request: GenerateRandomisationListCommand,
  result: GeneratedRandomisationList,
  roles: ['list-statistician'],
  rejections: [
    'arm-unknown',
    'ratio-not-of-trial',
    'block-size-not-multiple',
    'block-size-predictable',
    'seed-not-readable',
    'list-already-sealed',
    'trial-unknown',
    'specification-not-usable',
  ],
});

export const sealRandomisationList = defineCommand({
  service: 'vault',
  name: 'seal-randomisation-list',
  route: 'POST /trials/:trialId/randomisation-lists/:listId/seal',
  summary: 'Seals a list whose checksum was found again; from then on it allocates',
  request: SealRandomisationListCommand,
  result: SealedRandomisationList,
  status: 200,
  roles: ['list-statistician'],
  rejections: ['list-unknown', 'list-already-sealed', 'checksum-differs', 'second-person-needed'],
});

export const readListCommitment = defineQuery({
  service: 'vault',
  name: 'read-list-commitment',
  route: 'GET /trials/:trialId/randomisation-commitment',
  summary: 'What was committed to when the list of the trial was sealed, to be printed before the first participant',
  request: AtTrial,
  result: SealedRandomisationList,
  roles: ['list-statistician', 'dsmb-statistician'],
  rejections: ['list-unknown'],
});
