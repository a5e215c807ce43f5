import { Injectable } from '@nestjs/common';
import type { EraseParticipantNoticeContactCommand, NoticeContactView } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { contactViewOf } from './notice-contact-view.js';
import { NoticeContacts } from './notice-contact.table.js';

/** Erases the address of a participant and their agreement to messages; the trail never held the address. */
@Injectable()
export class EraseNoticeContact {
  constructor(private readonly transactions: Transactions) {}

  execute({ participantId }: EraseParticipantNoticeContactCommand, context: Context): Promise<NoticeContactView> {
    return this.transactions.once(context, async (tx) => {
      const contact = await tx.rows(NoticeContacts).findOneBy({ participantId, recipient: 'participant' });
      if (!contact) throw new Rejection('notice-contact-unknown', { field: 'participantId' });
      await tx.query('delete from notice_address where contact_id = $1', [contact.id]);
      const erased = { hasAddress: false, consented: false };
      await tx.rows(NoticeContacts).update({ id: contact.id }, erased);
      return contactViewOf({ ...contact, ...erased });
    });
  }
}
