import { Controller } from '@nestjs/common';
import {
  acknowledgeNotice,
  eraseParticipantNoticeContact,
  listNotices,
  readNotice,
  resendNotice,
  setParticipantNoticeContact,
  setSiteNoticeContact,
  watchNotices,
  type AcknowledgeNoticeCommand,
  type AtNotice,
  type AtTrial,
  type EraseParticipantNoticeContactCommand,
  type ListNotices,
  type NoticeContactView,
  type NoticeDetail,
  type NoticePage,
  type NoticeView,
  type NoticeWatch,
  type ResendNoticeCommand,
  type SetParticipantNoticeContactCommand,
  type SetSiteNoticeContactCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { AcknowledgeNotice } from './acknowledge-notice.js';
import { EraseNoticeContact } from './erase-notice-contact.js';
import { noticeWatch } from './notice-watch.js';
import { noticeDetail, noticePage } from './notice.reads.js';
import { ResendNotice } from './resend-notice.js';
import { SetNoticeContact } from './set-notice-contact.js';

@Controller()
export class NoticesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly contacts: SetNoticeContact,
    private readonly erasing: EraseNoticeContact,
    private readonly acknowledging: AcknowledgeNotice,
    private readonly resending: ResendNotice,
  ) {}

  @OnCommand(setSiteNoticeContact)
  setOfSite(command: SetSiteNoticeContactCommand, context: Context): Promise<NoticeContactView> {
    return this.contacts.ofSite(command, context);
  }

  @OnCommand(setParticipantNoticeContact)
  setOfParticipant(command: SetParticipantNoticeContactCommand, context: Context): Promise<NoticeContactView> {
    return this.contacts.ofParticipant(command, context);
  }

  @OnCommand(eraseParticipantNoticeContact)
  erase(command: EraseParticipantNoticeContactCommand, context: Context): Promise<NoticeContactView> {
    return this.erasing.execute(command, context);
  }

  @OnCommand(acknowledgeNotice)
  acknowledge(command: AcknowledgeNoticeCommand, context: Context): Promise<NoticeView> {
    return this.acknowledging.execute(command, context);
  }

  @OnCommand(resendNotice)
  resend(command: ResendNoticeCommand, context: Context): Promise<NoticeView> {
    return this.resending.execute(command, context);
  }

  @OnQuery(readNotice)
  read(request: AtNotice, context: Context): Promise<NoticeDetail> {
    return this.transactions.read(context, (tx) => noticeDetail(tx, request));
  }

  @OnQuery(listNotices)
  list(request: ListNotices, context: Context): Promise<NoticePage> {
    return this.transactions.read(context, (tx) => noticePage(tx, request));
  }

  @OnQuery(watchNotices)
  watch(request: AtTrial, context: Context): Promise<NoticeWatch> {
    return this.transactions.read(context, (tx) => noticeWatch(tx, this.trials, request));
  }
}
