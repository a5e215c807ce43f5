import { Choice, Code, Flag, Identifier, Moment, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial } from '../places.js';

const COUNT = { min: 0, max: 1_000_000 };
const ENVIRONMENTS = ['production', 'test'];

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
  @Parts(() => SpecifyBlockSize, {
    optional: true,
    max: 10,
    description: 'Sizes that blocks are drawn from, when the method of the trial is permuted blocks; none otherwise.',
  })
  blockSizes?: SpecifyBlockSize[];
  @Whole({ min: 2, max: 10_000, description: 'Positions at least; the last block is completed.' }) length: number;
  @Words(undefined, { optional: true, max: 100, description: 'Strata; none means one list for the trial.' })
  strata?: string[];
  @Text({ min: 64, max: 64, description: 'Seed: 32 bytes in hexadecimal, kept secret until the lock.' }) seed: string;
}

export class UploadRandomisationListCommand extends AtTrial {
  @Text({
    max: 200_000,
    description:
      'The file: `# salt ` with 64 hexadecimal digits, the names of the columns ' +
      '(`environment,trial,stratum,position,block,arm`), one line per row, nothing quoted, each line ended by a line feed.',
  })
  text: string;
  @Identifier({ optional: true, description: 'The sealed list, when this is all of its rows and more behind them.' })
  extendsList?: string;
}

export class ExtendRandomisationListCommand extends AtTrial {
  @Identifier({ description: 'The sealed list.' }) listId: string;
  @Whole({ min: 2, max: 10_000, description: 'Positions at least, of every stratum, those there are included.' })
  length: number;
}

export class StratumOfList {
  @Text() stratum: string;
  @Whole(COUNT) rows: number;
  @Whole(COUNT) blocks: number;
  @Whole({ ...COUNT, description: 'Stretches of the same arm.' }) runs: number;
  @Whole({ ...COUNT, description: 'Rows of the longest stretch.' }) longestRun: number;
}

export class GeneratedRandomisationList {
  @Identifier() listId: string;
  @Whole(COUNT) positions: number;
  @Text({
    max: 64,
    description:
      'SHA-256 of specification, seed and rows in clear, for the person who checks the list by generating it again, or of ' +
      'the file that was uploaded. Seed or salt is part of it: the lists of a small trial are few enough to be tried out ' +
      'against a bare checksum.',
  })
  checksum: string;
  @Choice(ENVIRONMENTS, { description: 'Where the list can be used.' }) environment: string;
  @Text({ max: 64, description: 'Checksum of the trial file, where target, strata and replacements are specified.' })
  trialFile: string;
  @Parts(() => StratumOfList, { max: 1_000, description: 'What was found when the list was checked.' })
  summaries: StratumOfList[];
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

export class PublishedRoot {
  @Moment() sealedAt: string;
  @Text({ max: 64, description: 'Root of the commitment to every row there was then.' }) root: string;
}

export class ListCommitment extends SealedRandomisationList {
  @Parts(() => PublishedRoot, { optional: true, description: 'One for each time rows were added, oldest first.' })
  extensions?: PublishedRoot[];
}

export class StratumStatus {
  @Text() stratum: string;
  @Whole(COUNT) rows: number;
  @Whole(COUNT) used: number;
  @Whole(COUNT) left: number;
  @Flag({ description: 'A fifth of its rows or less is left.' }) low: boolean;
}

export class ListStatus {
  @Identifier() listId: string;
  @Text() environment: string;
  @Whole({ ...COUNT, description: 'Of the trial file the list was last made by.' }) trialVersion: number;
  @Flag({ description: 'All strata together have fewer rows than participants are to be randomised.' })
  shortOfTarget: boolean;
  @Parts(() => StratumStatus, { max: 1_000 }) strata: StratumStatus[];
}

export const generateRandomisationList = defineCommand({
  service: 'vault',
  name: 'generate-randomisation-list',
  route: 'POST /trials/:trialId/randomisation-lists',
  summary: 'Makes a list from a specification and a seed by the method of the trial, and keeps it encrypted',
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

export const uploadRandomisationList = defineCommand({
  service: 'vault',
  name: 'upload-randomisation-list',
  route: 'POST /trials/:trialId/uploaded-randomisation-lists',
  summary: 'Takes a list that was made elsewhere, or refuses it with every fault by line, and keeps it encrypted',
  request: UploadRandomisationListCommand,
  result: GeneratedRandomisationList,
  roles: ['list-statistician'],
  rejections: [
    'list-refused',
    'list-of-another-environment',
    'list-already-sealed',
    'list-unknown',
    'extension-differs',
    'trial-unknown',
  ],
});

export const extendRandomisationList = defineCommand({
  service: 'vault',
  name: 'extend-randomisation-list',
  route: 'POST /trials/:trialId/randomisation-lists/:listId/extensions',
  summary: 'Makes the sealed list longer from its own specification and seed; nothing is added until it is released',
  request: ExtendRandomisationListCommand,
  result: GeneratedRandomisationList,
  roles: ['list-statistician'],
  rejections: ['list-unknown', 'extension-differs', 'specification-not-usable', 'trial-unknown'],
});

export const sealRandomisationList = defineCommand({
  service: 'vault',
  name: 'seal-randomisation-list',
  route: 'POST /trials/:trialId/randomisation-lists/:listId/seal',
  summary:
    'Seals a list whose checksum was found again; from then on it allocates, or the sealed list that it extends does',
  request: SealRandomisationListCommand,
  result: SealedRandomisationList,
  status: 200,
  roles: ['list-statistician'],
  rejections: [
    'list-unknown',
    'list-already-sealed',
    'list-of-another-environment',
    'checksum-differs',
    'second-person-needed',
    'extension-differs',
  ],
});

export const readListCommitment = defineQuery({
  service: 'vault',
  name: 'read-list-commitment',
  route: 'GET /trials/:trialId/randomisation-commitment',
  summary: 'What was committed to when the list of the trial was sealed, to be printed before the first participant',
  request: AtTrial,
  result: ListCommitment,
  roles: ['list-statistician', 'dsmb-statistician'],
  rejections: ['list-unknown'],
});

export const readListStatus = defineQuery({
  service: 'vault',
  name: 'read-list-status',
  route: 'GET /trials/:trialId/randomisation-list-status',
  summary: 'How far each stratum of the list in use has been drawn on, and which run low; the reading is recorded',
  request: AtTrial,
  result: ListStatus,
  roles: ['list-statistician'],
  rejections: ['list-unknown', 'trial-unknown'],
});
