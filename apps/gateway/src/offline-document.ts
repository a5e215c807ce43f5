import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AccessTokens } from '@trial/http';
import { Authorise } from './access-grants/authorise.js';
import { apiDocument } from './api-document.js';
import { PublicCalendarsController } from './calendar-feeds/public-calendars.controller.js';
import { ReadCalendarFeed } from './calendar-feeds/read-calendar-feed.js';
import { EndOfAccess } from './live-events/end-of-access.js';
import { LiveEvents } from './live-events/live-events.js';
import { LiveEventsController } from './live-events/live-events.controller.js';
import { DispatchOperation } from './operations/dispatch-operation.js';
import { operationControllers } from './operations/operation-controllers.js';

const nothing = (provide: unknown) => ({ provide: provide as never, useValue: {} });

@Module({
  controllers: [...operationControllers(), LiveEventsController, PublicCalendarsController],
  providers: [DispatchOperation, AccessTokens, Authorise, LiveEvents, EndOfAccess, ReadCalendarFeed].map(nothing),
})
class Routes {}

/** The API document without a platform behind it: for the committed copy and its comparison. */
export async function openApiDocument(): Promise<OpenAPIObject> {
  const app = await NestFactory.create(Routes, new FastifyAdapter(), { logger: false });
  const document = apiDocument(app);
  await app.close();
  return document;
}
