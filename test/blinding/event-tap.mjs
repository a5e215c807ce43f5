import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { checkout } from '../../deploy/local/checkout.mjs';

/** Hears every event of the open streams as it goes over the wire: subject, headers, bytes. */
export class EventTap {
  #connection;
  #heard = [];

  static async open({ nats, secrets }) {
    const tap = new EventTap();
    const { host } = new URL(nats);
    tap.#connection = await connect({ servers: host, user: 'admin', pass: secrets.nats.admin });
    for (const { name, subjects } of openStreams())
      for (const subject of subjects)
        tap.#connection.subscribe(subject, { callback: (_, message) => tap.#heard.push(asHeard(name, message)) });
    await tap.#connection.flush();
    return tap;
  }

  /** What was heard since the last time. */
  async take() {
    await this.#connection.flush();
    return this.#heard.splice(0);
  }

  close() {
    return this.#connection.close();
  }
}

function openStreams() {
  const { streams } = JSON.parse(readFileSync(join(checkout, 'deploy', 'nats', 'permissions.json'), 'utf8'));
  return streams.filter(({ restricted }) => !restricted);
}

const asHeard = (stream, { subject, headers, data }) => ({
  stream,
  subject,
  headers: headers ? [...headers].map(([name, values]) => [name, ...values]) : [],
  bytes: data.length,
  event: JSON.parse(Buffer.from(data).toString('utf8')),
});
