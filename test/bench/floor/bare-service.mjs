import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, ServerNats } from '@nestjs/microservices';
import pg from 'pg';
import { serve } from './part.mjs';

/** The floor of a command, second process: a Nest microservice that inserts one row per request. Nothing else. */
const POOL = 'pool';
const INSERT = { name: 'insert', text: 'insert into bare_row (id, body) values ($1, $2)' };

class Rows {
  constructor(pool) {
    this.pool = pool;
  }

  async insert(row) {
    const id = randomUUID();
    await this.pool.query({ ...INSERT, values: [id, row] });
    return { id };
  }
}
Controller()(Rows);
Inject(POOL)(Rows, undefined, 0);
Payload()(Rows.prototype, 'insert', 0);
MessagePattern('bench.insert')(Rows.prototype, 'insert', Object.getOwnPropertyDescriptor(Rows.prototype, 'insert'));

class BareService {}
Module({
  controllers: [Rows],
  // As many connections as a service has.
  providers: [{ provide: POOL, useValue: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 }) }],
})(BareService);

const { host, username, password } = new URL(process.env.NATS_URL);
const strategy = new ServerNats({
  servers: host,
  user: username,
  pass: password,
  queue: 'bench',
  deserializer: { deserialize: (message, { channel }) => ({ pattern: channel, data: message.json(), id: 'request' }) },
  serializer: { serialize: ({ response, err }) => ({ data: JSON.stringify(err ? { error: String(err) } : response) }) },
});
const app = await NestFactory.createMicroservice(BareService, { strategy, logger: false });
await app.listen();
serve();
