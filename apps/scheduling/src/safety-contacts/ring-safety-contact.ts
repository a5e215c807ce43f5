import { Injectable } from '@nestjs/common';
import { safetyContactDue } from '@trial/contracts';
import { arm, OnDeadline, type PayloadOf } from '@trial/deadlines';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { written } from '../visits/visit-facts.js';
import { closedFrom } from '../domain/visit-window.js';
import { contactFactsOf, placeOf } from './change-safety-contact.js';
import { safetyContactCloses, safetyContactComes } from './safety-contact.deadline.js';
import { SafetyContacts } from './safety-contact.table.js';

/** The window opens: the site is to make contact. Not locked, because whoever settles a contact waits for its bell. */
@Injectable()
export class RingSafetyContact {
  @OnDeadline(safetyContactComes)
  async due({ contactId }: PayloadOf<typeof safetyContactComes>, tx: Transaction): Promise<void> {
    const contact = await tx.rows(SafetyContacts).findOneByOrFail({ id: contactId });
    if (contact.state !== 'planned') return;
    publish(tx, safetyContactDue, { ...contactFactsOf(contact), closesAt: written(contact.closesAt) });
    arm(tx, safetyContactCloses, placeOf(contact), closedFrom(contact));
  }
}
