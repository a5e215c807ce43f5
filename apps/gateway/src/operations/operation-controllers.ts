import { Controller, Delete, Get, Post, Put, Req, Res, type Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiQuery,
  ApiResponse,
  ApiTags,
  OmitType,
  type ApiPropertyOptions,
} from '@nestjs/swagger';
import {
  declaredFields,
  fieldsOf,
  mediaTypes,
  operations,
  pathParameters,
  rejectionCodes,
  services,
  type HttpMethod,
  type Operation,
  type RejectionCode,
} from '@trial/contracts';
import { DispatchOperation, type HttpRequest } from './dispatch-operation.js';
import { sendFile } from './send-file.js';

interface HttpReply {
  status(code: number): HttpReply;
  headers(values: Readonly<Record<string, string>>): HttpReply;
  send(body: unknown): void;
}

const METHODS: Record<HttpMethod, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  DELETE: Delete,
};

/**
 * One controller per service, one method per operation, made from the contracts: route, validation, subject and
 * document have one source, and a service gets a new endpoint by declaring it.
 */
export function operationControllers(): Type[] {
  documentFields();
  return services.map((service) =>
    controllerOf(
      service,
      operations.filter((operation) => operation.service === service),
    ),
  );
}

/** Tells the document of every field. Only here: a service that answers over NATS has no use for the documentation library. */
function documentFields(): void {
  for (const [prototype, fields] of declaredFields())
    for (const [name, schema] of fields) ApiProperty(schema as ApiPropertyOptions)(prototype, name);
}

function controllerOf(service: string, declared: readonly Operation[]): Type {
  @ApiTags(service)
  @ApiBearerAuth()
  @Controller({ path: 'v1' })
  class OperationsOfService {
    constructor(readonly dispatch: DispatchOperation) {}
  }
  Object.defineProperty(OperationsOfService, 'name', { value: `${service}-operations` });
  for (const operation of declared) addRoute(OperationsOfService, operation);
  return OperationsOfService;
}

function addRoute(controller: Type<{ dispatch: DispatchOperation }>, operation: Operation): void {
  const key = operation.name;
  const prototype = controller.prototype as Record<string, unknown>;
  prototype[key] = async function (
    this: { dispatch: DispatchOperation },
    request: HttpRequest,
    reply: HttpReply,
  ): Promise<void> {
    const { status, headers, body } = isFile(operation)
      ? await sendFile(this.dispatch, operation, request)
      : await this.dispatch.execute(operation, request);
    reply.status(status).headers(headers).send(body);
  };
  Req()(prototype, key, 0);
  Res()(prototype, key, 1);
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
  for (const decorate of [routeOf(operation), ...documentation(operation)]) decorate(prototype, key, descriptor);
}

const isFile = (operation: Operation): boolean => operation.kind === 'query' && operation.file === true;

const [methodOf, pathOf] = [
  (operation: Operation) => operation.route.split(' ')[0] ?? 'GET',
  (operation: Operation) => operation.route.split(' ')[1] ?? '/',
];

function routeOf(operation: Operation): MethodDecorator {
  const method = (Object.keys(METHODS) as HttpMethod[]).find((known) => known === methodOf(operation));
  if (!method) throw new Error(`${operation.route} has no method`);
  return METHODS[method](pathOf(operation));
}

/** What the OpenAPI document says; the trial engine reads the same classes. */
function documentation(operation: Operation): MethodDecorator[] {
  // Where the last piece of a file ended the gateway says itself.
  const outside = [...pathParameters(operation.route), 'expectedVersion', ...(isFile(operation) ? ['cursor'] : [])];
  const inPath = pathParameters(operation.route).map((name) => ApiParam({ name, schema: { type: 'string' } }));
  const success = isFile(operation)
    ? ApiResponse({ status: 200, content: Object.fromEntries(mediaTypes.map((type) => [type, FILE])) })
    : ApiResponse({
        status: operation.kind === 'command' ? operation.status : 200,
        type: operation.result,
        ...(operation.kind === 'query' ? { headers: { ETag: ETAG } } : {}),
      });
  const refusals = [
    'not-signed-in',
    'role-not-allowed',
    'not-found',
    'request-not-readable',
    ...operation.rejections,
  ] as RejectionCode[];
  const described = [
    ApiOperation({
      operationId:
        operation.name.includes('operations') || pathOf(operation).startsWith('/ops/')
          ? `${operation.service}-${operation.name}`
          : operation.name,
      summary: operation.summary,
      description: `Roles: ${operation.roles.join(', ')}.`,
    }),
    ...inPath,
    success,
    ...refusalResponses(refusals),
  ];
  if (operation.kind === 'query')
    return [...described, ...queryParameters(operation, outside), ...notModified(operation)];
  return [
    ...described,
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'A key of your own making; a repeat with the same key gets the first answer.',
    }),
    ...(operation.ifMatch
      ? [ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version you read.' })]
      : []),
    ApiBody({ type: bodyClass(operation, outside) }),
  ];
}

const ETAG = {
  schema: { type: 'string' as const },
  description: 'The version of what was read, or else a hash of the answer.',
};

const FILE = { schema: { type: 'string' as const } };

/** What has a version is always sent: parts of it change with the clock, and the version does not. So is a file. */
function notModified(operation: Operation): MethodDecorator[] {
  if (isFile(operation) || fieldsOf(operation.result).has('version')) return [];
  return [
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'The ETag of the answer you hold: if it is still the answer, you get 304 and no body.',
    }),
    ApiResponse({ status: 304, description: 'The answer you hold is still the answer.', headers: { ETag: ETAG } }),
  ];
}

function refusalResponses(codes: readonly RejectionCode[]): MethodDecorator[] {
  const statuses = [...new Set(codes.map((code) => rejectionCodes[code].status))].sort();
  return statuses.map((status) =>
    ApiResponse({
      status,
      description: codes
        .filter((code, index) => rejectionCodes[code].status === status && codes.indexOf(code) === index)
        .join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

function queryParameters(operation: Operation, outside: readonly string[]): MethodDecorator[] {
  return [...fieldsOf(operation.request)]
    .filter(([name]) => !outside.includes(name))
    .map(([name, { description, minimum, maximum }]) => {
      const schema =
        typeof minimum !== 'number'
          ? { type: 'string' as const }
          : { type: 'integer' as const, minimum, ...(typeof maximum === 'number' ? { maximum } : {}) };
      return ApiQuery({ name, required: false, schema, ...(description ? { description } : {}) });
    });
}

/** The request without what the path and the headers say. */
function bodyClass(operation: Operation, outside: readonly string[]): Type {
  const omitted = outside.filter((name) => fieldsOf(operation.request).has(name)) as never[];
  const body = OmitType(operation.request as Type, omitted);
  Object.defineProperty(body, 'name', { value: `${operation.request.name.replace(/Command$/, '')}Body` });
  return body;
}
