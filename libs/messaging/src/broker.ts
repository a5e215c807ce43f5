import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, nuid, type NatsConnection } from '@nats-io/transport-node';

/** One service's connection to NATS under its own user: JetStream, and a core-NATS nudge between replicas. */
export class Broker {
  private readonly replica = nuid.next();

  private constructor(
    readonly connection: NatsConnection,
    readonly jetstream: JetStreamClient,
    readonly manager: JetStreamManager,
    readonly service: string,
  ) {}

  static async connect(service: string, url: string): Promise<Broker> {
    const connection = await connect({ ...natsOptions(service, url), waitOnFirstConnect: true });
    return new Broker(
      connection,
      jetstream(connection),
      await jetstreamManager(connection, { checkAPI: false }),
      service,
    );
  }

  /** Tells the relay of another replica, should it be the active one, that there is something to send. */
  poke(): void {
    if (!this.connection.isClosed()) this.connection.publish(`poke.${this.service}`, this.replica);
  }

  /** A lost poke costs a poll. */
  onPoke(call: () => void): void {
    this.connection.subscribe(`poke.${this.service}`, {
      callback: (refused, message) => {
        if (refused === null && message.string() !== this.replica) call();
      },
    });
  }

  async close(): Promise<void> {
    await this.connection.drain();
  }
}

/** Connection options for a service's own NATS user (`nats://user:password@host:port`), inbox included. */
export function natsOptions(service: string, url: string) {
  const { username, password, host } = new URL(url);
  return {
    name: service,
    servers: host,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
    // Nobody else may listen to this user's replies (permissions, deploy/nats).
    inboxPrefix: `_INBOX.${decodeURIComponent(username)}`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    ignoreClusterUpdates: true,
    // A stack captured for every request costs more than the request; the trace leads further anyway.
    noAsyncTraces: true,
  };
}
