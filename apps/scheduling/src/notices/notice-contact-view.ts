import type { NoticeContactView } from '@trial/contracts';
import type { NoticeContact } from './notice-contact.table.js';

/** A contact as callers see it: without its address. */
export const contactViewOf = ({
  siteId,
  participantId,
  recipient,
  zone,
  language,
  consented,
  hasAddress,
}: NoticeContact): NoticeContactView => ({
  siteId,
  ...(participantId === null ? {} : { participantId }),
  recipient,
  zone,
  language,
  consented,
  hasAddress,
});
