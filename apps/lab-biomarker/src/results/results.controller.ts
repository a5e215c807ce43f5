import { Controller } from '@nestjs/common';
import {
  correctResult,
  listResults,
  recordResult,
  type CorrectResultCommand,
  type PageOfParticipant,
  type RecordResultCommand,
  type ResultPage,
  type ResultView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { CorrectResult } from './correct-result.js';
import { RecordResult } from './record-result.js';
import { resultPage } from './result.reads.js';

@Controller()
export class ResultsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly recording: RecordResult,
    private readonly correcting: CorrectResult,
  ) {}

  @OnCommand(recordResult)
  record(command: RecordResultCommand, context: Context): Promise<ResultView> {
    return this.recording.execute(command, context);
  }

  @OnCommand(correctResult)
  correct(command: CorrectResultCommand, context: Context): Promise<ResultView> {
    return this.correcting.execute(command, context);
  }

  @OnQuery(listResults)
  list(request: PageOfParticipant, context: Context): Promise<ResultPage> {
    return this.transactions.read(context, (tx) => resultPage(tx, request));
  }
}
