import { Controller } from '@nestjs/common';
import {
  closeDowntimePack,
  fetchDowntimeCodes,
  fetchDowntimePack,
  issueDowntimePack,
  readDowntimePack,
  reconcileDowntimePack,
  type AtDowntimePack,
  type CloseDowntimePackCommand,
  type DowntimeCodes,
  type DowntimePackEnvelopes,
  type DowntimePackReport,
  type IssuedDowntimePack,
  type IssueDowntimePackCommand,
  type ReconcileDowntimePackCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { CloseDowntimePack } from './close-downtime-pack.js';
import { FetchDowntimeCodes } from './fetch-downtime-codes.js';
import { FetchDowntimePack } from './fetch-downtime-pack.js';
import { IssueDowntimePack } from './issue-downtime-pack.js';
import { packReport } from './pack.reads.js';
import { ReconcileDowntimePack } from './reconcile-downtime-pack.js';

@Controller()
export class DowntimeController {
  constructor(
    private readonly transactions: Transactions,
    private readonly issuing: IssueDowntimePack,
    private readonly showing: FetchDowntimeCodes,
    private readonly fetching: FetchDowntimePack,
    private readonly reconciling: ReconcileDowntimePack,
    private readonly closing: CloseDowntimePack,
  ) {}

  @OnCommand(issueDowntimePack)
  issue(command: IssueDowntimePackCommand, context: Context): Promise<IssuedDowntimePack> {
    return this.issuing.execute(command, context);
  }

  @OnCommand(fetchDowntimeCodes)
  codes(command: AtDowntimePack, context: Context): Promise<DowntimeCodes> {
    return this.showing.execute(command, context);
  }

  @OnQuery(fetchDowntimePack)
  envelopes(request: AtDowntimePack, context: Context): Promise<DowntimePackEnvelopes> {
    return this.fetching.execute(request, context);
  }

  @OnCommand(reconcileDowntimePack)
  reconcile(command: ReconcileDowntimePackCommand, context: Context): Promise<DowntimePackReport> {
    return this.reconciling.execute(command, context);
  }

  @OnCommand(closeDowntimePack)
  close(command: CloseDowntimePackCommand, context: Context): Promise<DowntimePackReport> {
    return this.closing.execute(command, context);
  }

  @OnQuery(readDowntimePack)
  read(request: AtDowntimePack, context: Context): Promise<DowntimePackReport> {
    return this.transactions.read(context, (tx) => packReport(tx, request));
  }
}
