import { Controller } from '@nestjs/common';
import {
  extendRandomisationList,
  generateRandomisationList,
  readListCommitment,
  readListStatus,
  sealRandomisationList,
  uploadRandomisationList,
  type AtTrial,
  type ExtendRandomisationListCommand,
  type GeneratedRandomisationList,
  type GenerateRandomisationListCommand,
  type ListCommitment,
  type ListStatus,
  type SealedRandomisationList,
  type SealRandomisationListCommand,
  type UploadRandomisationListCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { ExtendRandomisationList } from './extend-randomisation-list.js';
import { GenerateRandomisationList } from './generate-randomisation-list.js';
import { ReadListCommitment } from './read-list-commitment.js';
import { ReadListStatus } from './read-list-status.js';
import { SealRandomisationList } from './seal-randomisation-list.js';
import { UploadRandomisationList } from './upload-randomisation-list.js';

@Controller()
export class RandomisationListsController {
  constructor(
    private readonly generating: GenerateRandomisationList,
    private readonly uploading: UploadRandomisationList,
    private readonly extending: ExtendRandomisationList,
    private readonly sealing: SealRandomisationList,
    private readonly committing: ReadListCommitment,
    private readonly looking: ReadListStatus,
  ) {}

  @OnCommand(generateRandomisationList)
  generate(command: GenerateRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    return this.generating.execute(command, context);
  }

  @OnCommand(uploadRandomisationList)
  upload(command: UploadRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    return this.uploading.execute(command, context);
  }

  @OnCommand(extendRandomisationList)
  extend(command: ExtendRandomisationListCommand, context: Context): Promise<GeneratedRandomisationList> {
    return this.extending.execute(command, context);
  }

  @OnCommand(sealRandomisationList)
  seal(command: SealRandomisationListCommand, context: Context): Promise<SealedRandomisationList> {
    return this.sealing.execute(command, context);
  }

  @OnQuery(readListCommitment)
  commitment(request: AtTrial, context: Context): Promise<ListCommitment> {
    return this.committing.execute(request, context);
  }

  @OnQuery(readListStatus)
  status(request: AtTrial, context: Context): Promise<ListStatus> {
    return this.looking.execute(request, context);
  }
}
