import { Controller } from '@nestjs/common';
import {
  answerQuery,
  closeQuery,
  listQueries,
  openQuery,
  reopenQuery,
  type AnswerQueryCommand,
  type CloseQueryCommand,
  type ListQueries,
  type OpenQueryCommand,
  type QueryPage,
  type QueryView,
  type ReopenQueryCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { AnswerQuery } from './answer-query.js';
import { CloseQuery } from './close-query.js';
import { OpenQuery } from './open-query.js';
import { queryPage } from './query.reads.js';
import { ReopenQuery } from './reopen-query.js';

@Controller()
export class QueriesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly opening: OpenQuery,
    private readonly answering: AnswerQuery,
    private readonly closing: CloseQuery,
    private readonly reopening: ReopenQuery,
  ) {}

  @OnCommand(openQuery)
  open(command: OpenQueryCommand, context: Context): Promise<QueryView> {
    return this.opening.execute(command, context);
  }

  @OnCommand(answerQuery)
  answer(command: AnswerQueryCommand, context: Context): Promise<QueryView> {
    return this.answering.execute(command, context);
  }

  @OnCommand(closeQuery)
  close(command: CloseQueryCommand, context: Context): Promise<QueryView> {
    return this.closing.execute(command, context);
  }

  @OnCommand(reopenQuery)
  reopen(command: ReopenQueryCommand, context: Context): Promise<QueryView> {
    return this.reopening.execute(command, context);
  }

  @OnQuery(listQueries)
  list(request: ListQueries, context: Context): Promise<QueryPage> {
    return this.transactions.read(context, (tx) => queryPage(tx, request));
  }
}
