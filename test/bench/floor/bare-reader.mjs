import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, ServerNats } from '@nestjs/microservices';
import { serve } from './part.mjs';

/** The floor of a read, second process: a Nest microservice that answers with a page it has. Nothing else. */
const page = JSON.parse(process.env.PAGE);

class Pages {
  read() {
    return page;
  }
}
Controller()(Pages);
MessagePattern('bench.page')(Pages.prototype, 'read', Object.getOwnPropertyDescriptor(Pages.prototype, 'read'));

class BareReader {}
Module({ controllers: [Pages] })(BareReader);

const { host, username, password } = new URL(process.env.NATS_URL);
const strategy = new ServerNats({
  servers: host,
  user: username,
  pass: password,
  queue: 'bench',
  deserializer: { deserialize: (message, { channel }) => ({ pattern: channel, data: message.json(), id: 'request' }) },
  serializer: { serialize: ({ response, err }) => ({ data: JSON.stringify(err ? { error: String(err) } : response) }) },
});
const app = await NestFactory.createMicroservice(BareReader, { strategy, logger: false });
await app.listen();
serve();
