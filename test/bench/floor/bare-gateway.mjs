import 'reflect-metadata';
import { Body, Controller, Get, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { connectTo } from '../../../deploy/nats/provision.mjs';
import { serve } from './part.mjs';

/** The floor of a command and of a read, first process: a route each that asks over NATS and passes the answer on. Nothing else. */
const NATS = 'nats';

class Rows {
  constructor(nats) {
    this.nats = nats;
  }

  async insert(row) {
    const reply = await this.nats.request('bench.insert', JSON.stringify(row), { timeout: 5_000 });
    return reply.json();
  }

  async page() {
    const reply = await this.nats.request('bench.page', '{}', { timeout: 5_000 });
    return reply.json();
  }
}
// Plain JavaScript has no decorator syntax yet; decorators are functions all the same.
Controller('rows')(Rows);
Inject(NATS)(Rows, undefined, 0);
Body()(Rows.prototype, 'insert', 0);
Get()(Rows.prototype, 'page', Object.getOwnPropertyDescriptor(Rows.prototype, 'page'));
Post()(Rows.prototype, 'insert', Object.getOwnPropertyDescriptor(Rows.prototype, 'insert'));

class BareGateway {}
Module({
  controllers: [Rows],
  providers: [{ provide: NATS, useFactory: () => connectTo(process.env.NATS_URL) }],
})(BareGateway);

const app = await NestFactory.create(BareGateway, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
serve(await app.getUrl());
