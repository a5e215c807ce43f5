import type { NatsConnection } from '@nats-io/transport-node';
import { ServerNats, type MessageHandler, type MsPattern } from '@nestjs/microservices';
import { natsOptions, replyWriter, requestReader } from '@trial/messaging';

/** How long requests that were begun may still take when the service is told to stop. */
const GRACE_MS = 500;

/**
 * Answers the commands and queries of one service, or of one unblinded module, under its own NATS user: the blinded part
 * of a process cannot even hear what is asked of the unblinded one. Replicas share the load as one queue group.
 */
export class OperationServer extends ServerNats {
  constructor(
    private readonly service: string,
    url: string,
  ) {
    super({
      ...natsOptions(service, url),
      queue: service,
      gracefulShutdown: true,
      gracePeriod: GRACE_MS,
      deserializer: requestReader,
      serializer: replyWriter,
    });
  }

  /** Listening means that the broker knows it: whoever asks from then on is heard, over whatever connection. */
  override start(callback: (error?: unknown) => void): void {
    super.start((error) => {
      if (error) callback(error);
      else
        this.unwrap<NatsConnection>()
          .flush()
          .then(() => callback(), callback);
    });
  }

  override addHandler(
    pattern: MsPattern,
    handler: MessageHandler,
    isEvent?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    // Every pattern here is a subject: `@OnCommand` makes no other.
    const [, service] = typeof pattern === 'string' ? pattern.split('.') : [];
    if (service === this.service) super.addHandler(pattern, handler, isEvent, extras);
  }

  /** A stream can be told to deliver its events to any subject: what was not sent to this subject is no command. */
  override async handleMessage(channel: string, message: { readonly subject: string }): Promise<void> {
    if (message.subject === channel) await super.handleMessage(channel, message);
  }
}

/** NATS users of the unblinded modules of a process, by module: `<MODULE>_NATS_URL`. */
export const moduleUrls = (variables: NodeJS.ProcessEnv): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(variables).flatMap(([name, url]) => {
      const [, module] = /^(\w+)_NATS_URL$/.exec(name) ?? [];
      return module && url ? [[module.toLowerCase().replaceAll('_', '-'), url] as const] : [];
    }),
  );
