import { createTransport } from 'nodemailer';
import { wordingOf } from '../domain/notices/wording.js';
import type { AttemptOutcome, NoticeChannel, OutgoingNotice } from './notice-channel.js';

/** E-mail over SMTP: one connection per message, so that nothing is sent again behind our back. */
export class SmtpChannel implements NoticeChannel {
  readonly name = 'e-mail';
  private readonly transport: ReturnType<typeof transportTo>;

  constructor(
    url: string,
    private readonly sender: string,
    private readonly link: string,
  ) {
    this.transport = transportTo(url);
  }

  messageIdOf(noticeId: string, round: number): string {
    return `<${noticeId}.${round}@${this.sender.split('@').at(-1) ?? 'localhost'}>`;
  }

  async send(notice: OutgoingNotice): Promise<AttemptOutcome> {
    const { subject, text } = wordingOf(notice, notice.language, this.link);
    try {
      const { response } = await this.transport.sendMail({
        from: this.sender,
        to: { name: '', address: notice.address },
        subject,
        text,
        messageId: notice.messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { outcome: 'sent', ...replyCodeIn(Number(response.slice(0, 3))) };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

function transportTo(url: string) {
  return createTransport({ url, ...TIMEOUTS });
}

/** Together well within the lease of an attempt. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/**
 * What a failure means (RFC 5321, 4.2.1): 5xx to sender, recipient or message is for good, 4xx for now. A server that
 * refuses us before that is set up wrongly, and that is mended.
 */
function outcomeOf(error: unknown): AttemptOutcome {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (responseCode === undefined) return { outcome: 'unreachable' };
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { outcome: isAboutMessage && responseCode >= 500 ? 'refused' : 'deferred', ...replyCodeIn(responseCode) };
}

const replyCodeIn = (code: number): { replyCode?: number } =>
  Number.isInteger(code) && code > 0 && code < 1_000 ? { replyCode: code } : {};
