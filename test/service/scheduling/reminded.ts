import {
  listNotices,
  setParticipantNoticeContact,
  setSiteNoticeContact,
  type NoticeView,
  type VisitView,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { eventually } from '../../support/eventually.js';
import type { BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';

/** A participant with visits to be reminded of. */
export interface Reminded {
  readonly participantId: string;
  readonly siteId: string;
  at(visitCode: string): { readonly trialId: string; readonly participantId: string; readonly visitId: string };
  /** The ledger of this participant; one rule of one visit when asked for. */
  notices(visitCode?: string, rule?: string): Promise<NoticeView[]>;
  /** The one notice of a visit by a rule, at a step. */
  notice(visitCode: string, rule: string, step?: number): Promise<NoticeView>;
}

/** Acts for a test of reminders on one booted service. */
export class Reminders {
  private readonly cohort: Cohort;

  constructor(private readonly service: BootedService) {
    this.cohort = new Cohort(service);
  }

  passTo(now: string): Promise<void> {
    return this.cohort.passTo(now);
  }

  /** Waits until nothing is left to be tried now. */
  async untilSent(): Promise<void> {
    await eventually(async () => {
      const waiting = await this.service.rows('select 1 from notice_queue where next_try_at <= clock_timestamp()');
      const inDoubt = await this.service.rows(`select 1 from notice_attempt where outcome = 'in-doubt'`);
      expect([waiting.length, inDoubt.length]).toEqual([0, 0]);
    });
  }

  async treated(siteId: string, anchorAt: string): Promise<Reminded> {
    const somebody = this.cohort.somebody({ siteId });
    await somebody.treated({ anchorAt: instant(anchorAt).toString({ fractionalSecondDigits: 3 }) });
    const { participantId } = somebody;
    const { service } = this;
    const acting = { sites: [siteId] };
    const visits = await somebody.visits();
    expect(visits).not.toEqual([]);
    const visitOf = (visitCode: string): VisitView => {
      const found = visits.find((visit) => visit.visitCode === visitCode);
      if (!found) throw new Error(`no visit ${visitCode}`);
      return found;
    };
    const notices: Reminded['notices'] = async (visitCode, rule) => {
      const request = { trialId: 'MANUS', participantId, limit: 200 };
      const { items } = await service.ask(listNotices, request, acting);
      return items.filter(
        (notice) => notice.visitCode === (visitCode ?? notice.visitCode) && notice.rule === (rule ?? notice.rule),
      );
    };
    return {
      ...{ participantId, siteId, notices },
      at: (visitCode) => ({ trialId: 'MANUS', participantId, visitId: visitOf(visitCode).visitId }),
      notice: async (visitCode, rule, step = 0) => {
        const found = (await notices(visitCode, rule)).find((notice) => notice.step === step);
        if (!found) throw new Error(`no notice ${rule} of ${visitCode}, step ${step}`);
        return found;
      },
    };
  }

  async siteContact(siteId: string, recipient: string, address: string): Promise<void> {
    const contact = { trialId: 'MANUS', siteId, recipient, address, zone: 'Europe/Amsterdam', language: 'nl' };
    await this.service.ask(setSiteNoticeContact, contact, { sites: [siteId] });
  }

  async participantContact({ participantId, siteId }: Reminded, address: string, more: object = {}): Promise<void> {
    const contact = { trialId: 'MANUS', siteId, participantId, address, zone: 'Europe/Amsterdam', language: 'en' };
    const request = { ...contact, consented: true, ...more };
    await this.service.ask(setParticipantNoticeContact, request, { sites: [siteId] });
  }
}
