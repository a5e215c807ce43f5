import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A message as the server took it. */
export interface Mail {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  /** Headers and text as they came. */
  readonly raw: string;
}

/** What the server does with a message: refuses it with a reply code, or gives no reply until it is told to go on. */
export type Behaviour = number | 'stall';

/** A real SMTP server that can refuse, stall, and be away. */
export class MailServer {
  /** Messages the client was told of or may have been: everything that was received whole. */
  readonly received: Mail[] = [];
  private readonly next = new Map<string, Behaviour[]>();
  private readonly stalled: (() => void)[] = [];
  private server: SMTPServer | undefined;

  private constructor(readonly port: number) {}

  static async start(port: number): Promise<MailServer> {
    const mail = new MailServer(port);
    await mail.comeBack();
    return mail;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Messages of one notice, by its part of the Message-ID. */
  of(noticeId: string): readonly Mail[] {
    return this.received.filter(({ messageId }) => messageId.startsWith(`<${noticeId}.`));
  }

  /** What it does with the next messages of one notice, in order; everything else it takes. */
  does(noticeId: string, ...behaviours: Behaviour[]): void {
    this.next.set(noticeId, behaviours);
  }

  /** Answers what stalled. */
  goOn(): void {
    for (const answer of this.stalled.splice(0)) answer();
  }

  async comeBack(): Promise<void> {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onData: (stream, { envelope }, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const received = mailOf(envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString('utf8'));
          const behaviour = this.next.get(received.messageId.slice(1).split('.')[0] ?? '')?.shift();
          if (typeof behaviour === 'number') {
            callback(refusal(behaviour));
            return;
          }
          this.received.push(received);
          if (behaviour === 'stall') this.stalled.push(() => callback(null, 'taken'));
          else callback(null, 'taken');
        });
      },
    });
    this.server.on('error', () => undefined);
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server.server, 'listening');
  }

  async goAway(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

const refusal = (responseCode: number): Error =>
  Object.assign(new Error('not now, or never: somebody@mail.example'), { responseCode });

function mailOf(to: string, raw: string): Mail {
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw)?.[1] ?? '';
  return { to, raw, messageId: header('Message-ID'), subject: header('Subject') };
}
