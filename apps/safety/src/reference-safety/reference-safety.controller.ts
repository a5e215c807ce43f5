import { Controller } from '@nestjs/common';
import {
  listReferenceSafety,
  recordReferenceSafety,
  type ListReferenceSafety,
  type RecordReferenceSafetyCommand,
  type ReferenceSafetyPage,
  type ReferenceSafetyView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { RecordReferenceSafety } from './record-reference-safety.js';
import { referencePage } from './reference.reads.js';

@Controller()
export class ReferenceSafetyController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordReferenceSafety,
  ) {}

  @OnCommand(recordReferenceSafety)
  record(command: RecordReferenceSafetyCommand, context: Context): Promise<ReferenceSafetyView> {
    return this.recording.execute(command, context);
  }

  @OnQuery(listReferenceSafety)
  list(request: ListReferenceSafety, context: Context): Promise<ReferenceSafetyPage> {
    return this.transactions.read(context, (tx) => referencePage(tx, request));
  }
}
