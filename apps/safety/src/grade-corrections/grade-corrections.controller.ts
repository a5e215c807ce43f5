import { Controller } from '@nestjs/common';
import {
  correctGrade,
  listGradeSegments,
  type AdverseEventView,
  type AtAdverseEvent,
  type CorrectGradeCommand,
  type GradeSegments,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { CorrectGrade } from './correct-grade.js';
import { gradesOf } from './grade-segment.reads.js';

@Controller()
export class GradeCorrectionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly correcting: CorrectGrade,
  ) {}

  @OnCommand(correctGrade)
  correct(command: CorrectGradeCommand, context: Context): Promise<AdverseEventView> {
    return this.correcting.execute(command, context);
  }

  @OnQuery(listGradeSegments)
  async list(request: AtAdverseEvent, context: Context): Promise<GradeSegments> {
    return { items: await this.transactions.read(context, (tx) => gradesOf(tx, request)) };
  }
}
