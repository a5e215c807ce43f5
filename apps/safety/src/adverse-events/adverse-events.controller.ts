import { Controller } from '@nestjs/common';
import {
  confirmCandidate,
  keepGrade,
  listAdverseEvents,
  readAdverseEvent,
  refuteCandidate,
  reportAdverseEvent,
  reviseAdverseEvent,
  type AdverseEventPage,
  type AdverseEventView,
  type AtAdverseEvent,
  type ConfirmCandidateCommand,
  type KeepGradeCommand,
  type ListAdverseEvents,
  type RefuteCandidateCommand,
  type ReportAdverseEventCommand,
  type ReviseAdverseEventCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { adverseEventPage, readView } from './adverse-event.reads.js';
import { ConfirmCandidate } from './confirm-candidate.js';
import { KeepGrade } from './keep-grade.js';
import { RefuteCandidate } from './refute-candidate.js';
import { ReportAdverseEvent } from './report-adverse-event.js';
import { ReviseAdverseEvent } from './revise-adverse-event.js';

@Controller()
export class AdverseEventsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly reporting: ReportAdverseEvent,
    private readonly confirming: ConfirmCandidate,
    private readonly refuting: RefuteCandidate,
    private readonly revising: ReviseAdverseEvent,
    private readonly keeping: KeepGrade,
  ) {}

  @OnCommand(reportAdverseEvent)
  report(command: ReportAdverseEventCommand, context: Context): Promise<AdverseEventView> {
    return this.reporting.execute(command, context);
  }

  @OnCommand(confirmCandidate)
  confirm(command: ConfirmCandidateCommand, context: Context): Promise<AdverseEventView> {
    return this.confirming.execute(command, context);
  }

  @OnCommand(refuteCandidate)
  refute(command: RefuteCandidateCommand, context: Context): Promise<AdverseEventView> {
    return this.refuting.execute(command, context);
  }

  @OnCommand(reviseAdverseEvent)
  revise(command: ReviseAdverseEventCommand, context: Context): Promise<AdverseEventView> {
    return this.revising.execute(command, context);
  }

  @OnCommand(keepGrade)
  keep(command: KeepGradeCommand, context: Context): Promise<AdverseEventView> {
    return this.keeping.execute(command, context);
  }

  @OnQuery(readAdverseEvent)
  read({ participantId, adverseEventId }: AtAdverseEvent, context: Context): Promise<AdverseEventView> {
    return this.transactions.read(context, (tx) => readView(tx, participantId, adverseEventId));
  }

  @OnQuery(listAdverseEvents)
  list(request: ListAdverseEvents, context: Context): Promise<AdverseEventPage> {
    return this.transactions.read(context, (tx) => adverseEventPage(tx, request));
  }
}
