import { flag, identifier, primaryIdentifier, text } from '@trial/persistence';
import { EntitySchema } from 'typeorm';
import type { NoticeLanguage } from '../domain/notices/wording.js';

/** Whom messages to a role of a site, or to a participant, go to. The address lies elsewhere (`notice_address`). */
export interface NoticeContact {
  readonly id: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly participantId: string | null;
  readonly recipient: string;
  readonly zone: string;
  readonly language: NoticeLanguage;
  /** Whether the participant agreed to messages; staff need not. */
  readonly consented: boolean;
  readonly hasAddress: boolean;
}

export const NoticeContacts = new EntitySchema<NoticeContact>({
  name: 'notice_contact',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id', { nullable: true }),
    recipient: text('recipient'),
    zone: text('zone'),
    language: text('language'),
    consented: flag('consented'),
    hasAddress: flag('has_address'),
  },
});
