import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { ProblemDocumentFilter } from '@trial/http';
import { Rejection } from '@trial/kernel';
import { Environment, readEnvironment } from '@trial/process';
import { apiDocument } from './api-document.js';
import { gatewayConfig } from './gateway.config.js';

/**
 * Rate limit (@fastify/rate-limit: Fastify's own plugin), problem documents and the API documentation. The limit is
 * per token, so that one caller's script does not lock out a whole site behind one address.
 */
export async function prepareHttp(app: NestFastifyApplication): Promise<void> {
  const { RATE_LIMIT_PER_MINUTE: max } = readEnvironment(gatewayConfig, app.get(Environment).variables);
  await app.register(rateLimit, {
    max,
    timeWindow: 60_000,
    // Only a refusal says how long to wait: a counter in every answer would make no two answers alike.
    addHeaders: QUIET,
    addHeadersOnExceeding: QUIET,
    // A calendar is found by its address alone: another token must not buy another guess.
    keyGenerator: ({ headers, ip, url }) =>
      headers.authorization && !url.startsWith('/v1/calendars/')
        ? createHash('sha256').update(headers.authorization).digest('base64url')
        : ip,
    allowList: ({ url }) => url.startsWith('/health/') || url === '/metrics',
    errorResponseBuilder: (_, { after }) =>
      Object.assign(
        new Rejection('too-many-requests', { rule: `more than ${max} requests in a minute; wait ${after}` }),
        { statusCode: 429 },
      ),
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_, reply, done) => {
      reply.headers(FOR_THE_CALLER_ALONE);
      done();
    });
  app.useGlobalFilters(new ProblemDocumentFilter());
  SwaggerModule.setup('docs', app, () => apiDocument(app), { jsonDocumentUrl: 'openapi.json' });
}

/**
 * No cache keeps an answer, not even the browser's on a shared computer: a program that wants to be told "nothing changed" keeps
 * what it holds itself and sends its tag.
 */
const FOR_THE_CALLER_ALONE = { 'cache-control': 'no-store, private', vary: 'Authorization' };

const QUIET = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };
