import type { Provider } from '@nestjs/common';
import { Environment, readEnvironment } from '@trial/process';
import { AcknowledgeNotice } from './acknowledge-notice.js';
import { DeliverNotices } from './deliver-notices.js';
import { EraseNoticeContact } from './erase-notice-contact.js';
import { NoticeChannels } from './notice-channel.js';
import { NoticesSettings } from './notices-settings.js';
import { noticesConfig } from './notices.config.js';
import { ResendNotice } from './resend-notice.js';
import { RingNotice } from './ring-notice.js';
import { SetNoticeContact } from './set-notice-contact.js';
import { SmtpChannel } from './smtp-channel.js';

/** What the module of the service lists for this feature. */
export const noticesProviders: Provider[] = [
  RingNotice,
  DeliverNotices,
  SetNoticeContact,
  EraseNoticeContact,
  AcknowledgeNotice,
  ResendNotice,
  {
    provide: NoticesSettings,
    inject: [Environment],
    useFactory: ({ variables }: Environment) => new NoticesSettings(readEnvironment(noticesConfig, variables)),
  },
  {
    provide: NoticeChannels,
    inject: [NoticesSettings],
    useFactory: ({ config: { SMTP_URL, NOTICE_SENDER, NOTICE_LINK } }: NoticesSettings) =>
      new NoticeChannels(
        SMTP_URL && NOTICE_SENDER && NOTICE_LINK ? [new SmtpChannel(SMTP_URL, NOTICE_SENDER, NOTICE_LINK)] : [],
      ),
  },
];
