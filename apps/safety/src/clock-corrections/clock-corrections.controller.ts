import { Controller } from '@nestjs/common';
import {
  correctAwareness,
  correctReceipt,
  listTimeCorrections,
  type AdverseEventView,
  type AtAdverseEvent,
  type CorrectAwarenessCommand,
  type CorrectReceiptCommand,
  type TimeCorrections,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { CorrectAwareness } from './correct-awareness.js';
import { CorrectReceipt } from './correct-receipt.js';
import { timeCorrectionsOf } from './time-correction.reads.js';

@Controller()
export class ClockCorrectionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly awareness: CorrectAwareness,
    private readonly receipts: CorrectReceipt,
  ) {}

  @OnCommand(correctAwareness)
  correctAwareness(command: CorrectAwarenessCommand, context: Context): Promise<AdverseEventView> {
    return this.awareness.execute(command, context);
  }

  @OnCommand(correctReceipt)
  correctReceipt(command: CorrectReceiptCommand, context: Context): Promise<AdverseEventView> {
    return this.receipts.execute(command, context);
  }

  @OnQuery(listTimeCorrections)
  async list(request: AtAdverseEvent, context: Context): Promise<TimeCorrections> {
    return { items: await this.transactions.read(context, (tx) => timeCorrectionsOf(tx, request)) };
  }
}
