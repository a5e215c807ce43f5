import { foundationMigration, type FoundationOptions } from '@trial/process';
import { NoticeContacts } from '../notices/notice-contact.table.js';
import { Notices } from '../notices/notice.table.js';
import { Participants } from '../participants/participant.table.js';
import { Visits } from '../visits/visit.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { Visits0003 } from './migrations/0003-visits.js';
import { NoticeContacts0020 } from './migrations/0020-notice-contacts.js';
import { Notices0021 } from './migrations/0021-notices.js';
import { SettledForms0022 } from './migrations/0022-settled-forms.js';

export const schedulingDatabase: FoundationOptions = {
  service: 'scheduling',
  schema: 'scheduling',
  tables: [Participants, Visits, NoticeContacts, Notices],
  migrations: [
    foundationMigration('scheduling'),
    Participants0002,
    Visits0003,
    NoticeContacts0020,
    Notices0021,
    SettledForms0022,
  ],
};
