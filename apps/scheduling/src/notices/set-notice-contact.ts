import { Injectable } from '@nestjs/common';
import type {
  NoticeContactView,
  SetParticipantNoticeContactCommand,
  SetSiteNoticeContactCommand,
} from '@trial/contracts';
import { arm } from '@trial/deadlines';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { readAddress } from '../domain/notices/address.js';
import { afterQuietHours } from '../domain/notices/quiet-hours.js';
import { holdBells } from './hold-bells.js';
import { contactViewOf } from './notice-contact-view.js';
import { NoticeContacts, type NoticeContact } from './notice-contact.table.js';
import { noticeDue } from './notice.deadline.js';
import { Notices } from './notice.table.js';

type Given = Omit<NoticeContact, 'id' | 'hasAddress' | 'language'> & { readonly language: string };

/**
 * Says where messages to a role of a site, or to a participant, go. What was held for want of it is looked at again, and
 * what is planned goes by the recipient's zone from now on.
 */
@Injectable()
export class SetNoticeContact {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  ofSite(command: SetSiteNoticeContactCommand, context: Context): Promise<NoticeContactView> {
    const { trialId, siteId, recipient, zone, language, address } = command;
    return this.set(
      { trialId, siteId, participantId: null, recipient, zone, language, consented: true },
      address,
      context,
    );
  }

  ofParticipant(command: SetParticipantNoticeContactCommand, context: Context): Promise<NoticeContactView> {
    const { trialId, siteId, participantId, zone, language, consented, address } = command;
    const given = { trialId, siteId, participantId, recipient: 'participant', zone, language, consented };
    return this.set(given, address, context);
  }

  private set(given: Given, text: string, context: Context): Promise<NoticeContactView> {
    const address = readAddress(text);
    refuseUnknownZone(given.zone);
    if (!context.sites.includes(given.siteId)) throw new Rejection('site-unknown', { field: 'siteId' });

    return this.transactions.once(context, async (tx) => {
      await refuseOtherSite(tx, given);
      const contact = await store(tx, given, address);
      await this.applyTo(tx, contact);
      return contactViewOf(contact);
    });
  }

  private async applyTo(tx: Transaction, { siteId, participantId, recipient, zone }: NoticeContact): Promise<void> {
    const where = { siteId, recipient, ...(participantId === null ? {} : { participantId }) };
    await holdBells(tx, where);
    // Locked: what is stopped at the same moment must stay stopped.
    const locked = { lock: { mode: 'pessimistic_write' }, order: { id: 'ASC' } } as const;
    for (const notice of await tx.rows(Notices).find({ where: { ...where, state: 'planned' }, ...locked })) {
      const quiet = this.trials.version(notice.trialId, notice.trialVersion).reminders?.quietHours ?? null;
      const dueAt = afterQuietHours(notice.momentAt, zone, quiet);
      if (!dueAt.equals(notice.dueAt)) await plan(tx, notice, dueAt);
    }
    for (const notice of await tx.rows(Notices).find({ where: { ...where, state: 'held' }, ...locked })) {
      await plan(tx, notice, tx.now);
    }
  }
}

async function store(tx: Transaction, { language, ...given }: Given, address: string): Promise<NoticeContact> {
  const { trialId, siteId, participantId, recipient, zone, consented } = given;
  await tx.query(
    `insert into notice_contact (id, trial_id, site_id, participant_id, recipient, zone, language, consented, has_address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, true)
     on conflict on constraint notice_contact_once
     do update set zone = excluded.zone, language = excluded.language, consented = excluded.consented, has_address = true`,
    [tx.newId(), trialId, siteId, participantId, recipient, zone, language, consented],
  );
  const contacts = await tx.rows(NoticeContacts).findBy({ trialId, siteId, recipient });
  const contact = contacts.find((each) => each.participantId === participantId);
  if (!contact) throw new Error('the contact that was just stored is not there');
  await tx.query(
    `insert into notice_address (contact_id, trial_id, site_id, participant_id, address) values ($1, $2, $3, $4, $5)
     on conflict (contact_id) do update set address = excluded.address`,
    [contact.id, trialId, siteId, participantId, address],
  );
  return contact;
}

async function plan(
  tx: Transaction,
  { id, trialId, siteId }: { readonly id: string; readonly trialId: string; readonly siteId: string },
  dueAt: Transaction['now'],
): Promise<void> {
  await tx.rows(Notices).update({ id }, { state: 'planned', because: null, dueAt });
  await tx.query('delete from notice_queue where notice_id = $1', [id]);
  arm(tx, noticeDue, { trialId, siteId, noticeId: id }, dueAt);
}

/** A participant belongs to one site; somebody scheduling has not heard of yet is taken at the caller's word. */
async function refuseOtherSite(tx: Transaction, { participantId, siteId }: Given): Promise<void> {
  if (participantId === null) return;
  const [known] = await tx.query<{ siteId: string }>('select site_id as "siteId" from participant where id = $1', [
    participantId,
  ]);
  if (known && known.siteId !== siteId) throw new Rejection('participant-unknown', { field: 'participantId' });
}

function refuseUnknownZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Rejection('zone-unknown', { field: 'zone', rule: 'an IANA time zone such as Europe/Amsterdam' });
  }
}
