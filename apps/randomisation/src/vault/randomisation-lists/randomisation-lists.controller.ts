import { Controller } from '@nestjs/common';
import {
  generateRandomisationList,
  readListCommitment,
  sealRandomisationList,
  type AtTrial,
  type GeneratedRandomisationList,
  type GenerateRandomisationListCommand,
  type SealedRandomisationList,
  type SealRandomisationListCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { GenerateRandomisationList } from './generate-randomisation-list.js';
import { ReadListCommitment } from './read-list-commitment.js';
import { SealRandomisationList } from './seal-randomisation-list.js';

@Controller()
export class RandomisationListsController {
  constructor(
    private readonly generating: GenerateRandomisationList,
    private readonly sealing: SealRandomisationList,
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

  @OnQuery(readListCommitment)
  commitment(request: AtTrial, context: Context): Promise<SealedRandomisationList> {
    return this.committing.execute(request, context);
  }
}
