import type { NoticeLanguage } from '../domain/notices/wording.js';

/** A message as it is handed over for sending: whom it is for and what it may say, nothing of why. */
export interface OutgoingNotice {
  readonly noticeId: string;
  /** The same for every attempt, so that a repeat can be recognised. */
  readonly messageId: string;
  readonly siteId: string;
  readonly recipient: string;
  readonly step: number;
  readonly address: string;
  readonly language: NoticeLanguage;
}

/** How an attempt ended: `refused` for good, `deferred` and `unreachable` for now. Never the words of a server. */
export interface AttemptOutcome {
  readonly outcome: 'sent' | 'refused' | 'deferred' | 'unreachable';
  readonly replyCode?: number;
}

/** A way to send messages. The ledger, the queue and the retries are the same for each. */
export interface NoticeChannel {
  readonly name: string;
  /** The identifier of a message, from the notice and how often somebody had it sent again. */
  messageIdOf(noticeId: string, round: number): string;
  /** Sends once; never throws. */
  send(notice: OutgoingNotice): Promise<AttemptOutcome>;
}

/** The ways to send that this process has. */
export class NoticeChannels {
  constructor(private readonly channels: readonly NoticeChannel[]) {}

  get names(): readonly string[] {
    return this.channels.map(({ name }) => name);
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  named(name: string): NoticeChannel {
    const channel = this.channels.find((each) => each.name === name);
    if (!channel) throw new Error(`there is no channel ${name}`);
    return channel;
  }
}
