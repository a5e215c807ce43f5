import { Controller } from '@nestjs/common';
import {
  changeBatchStatus,
  listBatches,
  registerBatch,
  type BatchPage,
  type ChangeBatchStatusCommand,
  type ChangedBatchStatus,
  type PageOfTrial,
  type RegisterBatchCommand,
  type RegisteredBatch,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { VaultCipher } from '../encryption/vault-cipher.js';
import { batchPage } from './batch-page.reads.js';
import { ChangeBatchStatus } from './change-batch-status.js';
import { RegisterBatch } from './register-batch.js';

@Controller()
export class BatchesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: VaultCipher,
    private readonly registering: RegisterBatch,
    private readonly changing: ChangeBatchStatus,
  ) {}

  @OnCommand(registerBatch)
  register(command: RegisterBatchCommand, context: Context): Promise<RegisteredBatch> {
    return this.registering.execute(command, context);
  }

  @OnCommand(changeBatchStatus)
  change(command: ChangeBatchStatusCommand, context: Context): Promise<ChangedBatchStatus> {
    return this.changing.execute(command, context);
  }

  @OnQuery(listBatches)
  list(request: PageOfTrial, context: Context): Promise<BatchPage> {
    return this.transactions.read(context, (tx) => batchPage(tx, this.cipher, request));
  }
}
