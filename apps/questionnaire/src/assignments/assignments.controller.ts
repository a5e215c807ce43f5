import { Controller } from '@nestjs/common';
import {
  listAssignments,
  readAssignment,
  type AssignmentForm,
  type AssignmentPage,
  type PageOfParticipant,
  type ReadAssignmentQuery,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { assignmentForm, assignmentPage } from './form.reads.js';

@Controller()
export class AssignmentsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(listAssignments)
  list(request: PageOfParticipant, context: Context): Promise<AssignmentPage> {
    return this.transactions.read(context, (tx) => assignmentPage(tx, this.trials, request));
  }

  @OnQuery(readAssignment)
  read(request: ReadAssignmentQuery, context: Context): Promise<AssignmentForm> {
    return this.transactions.read(context, (tx) => assignmentForm(tx, this.trials, request));
  }
}
