import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';

/** What goes wrong around the platform, by hand of whoever runs the machine. Nothing here is the public API. */
export class Mishaps {
  constructor({ stack, platform, restartNats }) {
    Object.assign(this, { stack, platform, restartNats, log: [] });
  }

  note(at, what) {
    this.log.push({ at: at.toString(), what });
  }

  /** A process ends as in a crash and starts again. */
  async killAndRestart(service) {
    const process = this.platform.processes[service];
    await process.kill('SIGKILL');
    await process.start();
  }

  /** Redis forgets everything. */
  async flushRedis() {
    const redis = new Redis(this.stack.redis);
    await redis.flushall();
    await redis.quit();
  }

  /** The broker delivers once more what it delivered before: the newest messages of every open stream. */
  async deliverAgain(howMany) {
    const connection = await this.#nats();
    const manager = await jetstreamManager(connection);
    let again = 0;
    for (const stream of ['randomisation', 'scheduling', 'questionnaire', 'lab', 'safety']) {
      const { state } = await manager.streams.info(stream);
      for (
        let sequence = Math.max(state.first_seq, state.last_seq - howMany + 1);
        sequence <= state.last_seq && state.messages > 0;
        sequence += 1
      ) {
        const message = await manager.streams.getMessage(stream, { seq: sequence });
        if (!message) continue;
        await jetstream(connection).publish(message.subject, message.data);
        again += 1;
      }
    }
    await connection.close();
    return again;
  }

  /** Ids of all messages of the open streams, as the broker holds them. */
  async idsInStreams() {
    const connection = await this.#nats();
    const manager = await jetstreamManager(connection);
    const events = [];
    for (const stream of [
      'gateway',
      'randomisation',
      'scheduling',
      'questionnaire',
      'lab',
      'safety',
      'restricted-vault',
      'restricted-unblinded',
    ]) {
      const { state } = await manager.streams.info(stream).catch(() => ({ state: { messages: 0 } }));
      if (state.messages === 0) continue;
      const consumer = await jetstream(connection).consumers.get(stream);
      let left = state.messages;
      for await (const message of await consumer.consume({ max_messages: 500 })) {
        events.push({ stream, subject: message.subject, event: message.json() });
        if ((left -= 1) === 0) break;
      }
    }
    await connection.close();
    return events;
  }

  async #nats() {
    const { host } = new URL(this.stack.nats);
    return connect({ servers: host, user: 'admin', pass: this.stack.secrets.nats.admin });
  }
}
