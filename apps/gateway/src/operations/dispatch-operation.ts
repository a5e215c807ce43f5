import { Injectable, Logger } from '@nestjs/common';
import { pathParameters, readRequest, type Operation, type OperationReply } from '@trial/contracts';
import {
  AccessTokens,
  expectedVersion,
  fault,
  idempotencyOf,
  problemOf,
  signedInSecondsAgo,
  type Identity,
  type ProblemDocument,
} from '@trial/http';
import { Rejection, type Context } from '@trial/kernel';
import { continueTrace } from '@trial/messaging';
import { Authorise, type Caller } from '../access-grants/authorise.js';
import { entityTagOf, isHeld } from './entity-tag.js';
import { loudnessOf } from './request-line.js';
import { ServiceClient } from './service-client.js';

export interface HttpRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  trace?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text is JSON already; an answer that says that nothing changed has no body. */
  readonly body: object | string | undefined;
}

/**
 * The way of every request: who is it, may they, does it fit the contract, then the service decides. The context that
 * goes with it is made here and nowhere else.
 */
@Injectable()
export class DispatchOperation {
  private readonly logger = new Logger('http');

  constructor(
    private readonly tokens: AccessTokens,
    private readonly authorise: Authorise,
    private readonly services: ServiceClient,
  ) {}

  async execute(operation: Operation, http: HttpRequest): Promise<HttpAnswer> {
    const trace = continueTrace(single(http.headers['traceparent']));
    http.trace = trace;
    const identity = await this.tokens.identify(single(http.headers['authorization']));
    const caller = {
      ...(await this.authorise.for(operation, identity, trialIn(http.params))),
      ...signInOf(identity),
    };
    const request = gather(operation, http);
    const read = readRequest(operation, request);
    const reply = await this.services.send(operation, {
      request: read,
      context: this.contextOf(operation, caller, http, read, trace),
    });
    const answer = answerOf(operation, http, read, reply, trace);
    const problem = answer.status >= 400 ? { problem: (answer.body as ProblemDocument).type } : {};
    const line = { event: 'request', operation: operation.name, status: answer.status, ...problem, trace };
    const loudness = loudnessOf(operation, answer.status);
    if (loudness !== 'silent') this.logger[loudness](line);
    return answer;
  }

  private contextOf(
    operation: Operation,
    caller: SignedIn,
    http: HttpRequest,
    request: object,
    trace: string,
  ): Context {
    const { reason } = request as { reason?: string };
    const described = { ...caller, reason: reason ?? `${operation.kind}:${operation.name}`, trace };
    if (operation.kind === 'query') return { ...described, cause: trace };
    const idempotency = idempotencyOf(http.headers['idempotency-key'], caller.actor, operation.subject, request);
    return { ...described, cause: idempotency.key, idempotency };
  }
}

type SignedIn = Caller & Pick<Context, 'signedInSecondsAgo'>;

function signInOf(identity: Identity): Pick<Context, 'signedInSecondsAgo'> {
  const ago = signedInSecondsAgo(identity);
  return ago === undefined ? {} : { signedInSecondsAgo: ago };
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** The trial of the path. What cannot be the code of a trial is none. */
function trialIn(parameters: unknown): string | undefined {
  const { trialId } = parameters as { trialId?: string };
  if (trialId !== undefined && !/^[\w./-]{1,64}$/.test(trialId)) throw new Rejection('not-found');
  return trialId;
}

/** Path, query string or body, and the version of `If-Match`: together the request of the contract. */
function gather(operation: Operation, { params, query, body, headers }: HttpRequest): object {
  const sent: unknown = operation.route.startsWith('GET') ? query : (body ?? {});
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw new Rejection('request-not-readable', { rule: 'send a JSON object' });
  }
  const outside = [...pathParameters(operation.route), 'expectedVersion'];
  const twice = Object.keys(sent).find((name) => outside.includes(name));
  if (twice)
    throw new Rejection('request-not-readable', { field: twice, rule: `${twice} is said by the path or a header` });
  const version =
    operation.kind === 'command' && operation.ifMatch
      ? { expectedVersion: expectedVersion(single(headers['if-match'])) }
      : {};
  return { ...sent, ...(params as object), ...version };
}

function answerOf(
  operation: Operation,
  http: HttpRequest,
  request: object,
  reply: OperationReply,
  trace: string,
): HttpAnswer {
  if ('fault' in reply) return refusal(fault(trace));
  if ('rejection' in reply) {
    const { code, field, rule, details } = reply.rejection;
    return refusal(problemOf(code, { ...details, ...(field ? { field } : {}), ...(rule ? { rule } : {}) }, trace));
  }
  if (operation.kind === 'query' && !reply.etag) return taggedAnswer(reply.ok, single(http.headers['if-none-match']));
  const location =
    operation.kind === 'command' && operation.location
      ? { location: `/v1${filled(operation.location, { ...request, ...reply.ok })}` }
      : {};
  return {
    status: operation.kind === 'command' ? operation.status : 200,
    headers: { ...(reply.etag ? { etag: reply.etag } : {}), ...location },
    body: reply.ok,
  };
}

/**
 * A read without a version of its own is tagged by its bytes, and not sent again to who holds them. A version is no such tag:
 * what is derived from the clock changes without it.
 */
function taggedAnswer(answer: object, ifNoneMatch: string | undefined): HttpAnswer {
  const body = JSON.stringify(answer);
  const etag = entityTagOf(body);
  if (isHeld(ifNoneMatch, etag)) return { status: 304, headers: { etag }, body: undefined };
  return { status: 200, headers: { etag, 'content-type': 'application/json; charset=utf-8' }, body };
}

const refusal = (document: ProblemDocument): HttpAnswer => ({
  status: document.status,
  headers: { 'content-type': 'application/problem+json' },
  body: document,
});

const filled = (path: string, values: Readonly<Record<string, unknown>>): string =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(values[name])));
