import type { OpenAPIObject } from '@nestjs/swagger';
import { fieldsOf, operations, pathParameters, rejectionCodes, type Operation } from '@trial/contracts';
import { openApiDocument } from '../offline-document.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: object;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { content: { 'application/json': { schema: { $ref: string } } } };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, object> }>>;
  readonly security: unknown;
}

const whereOf = ({ route }: Operation): { method: string; path: string } => {
  const [method = '', path = ''] = route.split(' ');
  return { method: method.toLowerCase(), path: `/v1${path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}` };
};

describe('the API', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    document = await openApiDocument();
  });
  const pathsOf = () => document.paths as unknown as Record<string, Record<string, Described>>;
  const described = (operation: Operation): Described => {
    const { method, path } = whereOf(operation);
    const found = pathsOf()[path]?.[method];
    if (!found) throw new Error(`${operation.route} is not served`);
    return found;
  };

  it('serves every operation and, beside them, live events and calendars', () => {
    const served = Object.entries(pathsOf()).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const declared = operations.map(whereOf).map(({ method, path }) => `${method} ${path}`);
    const beside = ['get /v1/trials/{trialId}/live-events', 'get /v1/calendars/{file}'];
    expect(served.sort()).toEqual([...declared, ...beside].sort());
  });

  it('calls every operation by a name of its own', () => {
    const names = operations.map((operation) => described(operation).operationId);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const schemas = Object.keys(document.components?.schemas ?? {});
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)];
    expect(references.length).toBeGreaterThan(operations.length);
    expect(references.map(([, name = '']) => name).filter((name) => !schemas.includes(name))).toEqual([]);
  });

  describe.each(operations.map((operation) => [operation.route, operation] as const))('%s', (_, operation) => {
    const named = (place: string) =>
      described(operation)
        .parameters.filter((parameter) => parameter.in === place)
        .map(({ name }) => name);

    it('takes the parts of its path, and a token', () => {
      expect(named('path').sort()).toEqual([...pathParameters(operation.route)].sort());
      expect(described(operation).security).toEqual([{ bearer: [] }]);
    });

    it('says what a write must send: a key, the version where it can be out of date, a body', () => {
      if (operation.kind === 'command')
        expect(named('header')).toEqual(['Idempotency-Key', ...(operation.ifMatch ? ['If-Match'] : [])]);
      expect(described(operation).requestBody !== undefined).toBe(operation.kind === 'command');
    });

    it('says of a read without a version that an answer the caller holds is not sent again', () => {
      const isTagged =
        operation.kind === 'query' && operation.file !== true && !fieldsOf(operation.result).has('version');
      if (operation.kind === 'query') expect(named('header')).toEqual(isTagged ? ['If-None-Match'] : []);
      expect(Object.hasOwn(described(operation).responses, '304')).toBe(isTagged);
    });

    it('asks for nothing twice: what the path and the headers say is not in the body', () => {
      const reference =
        described(operation).requestBody?.content['application/json'].schema.$ref.split('/').at(-1) ?? '';
      const body = document.components?.schemas?.[reference];
      const fields = body && 'properties' in body ? Object.keys(body.properties ?? {}) : [];
      const outside = [...pathParameters(operation.route), 'expectedVersion'];
      expect([...fields, ...named('query')].filter((name) => outside.includes(name))).toEqual([]);
    });

    it('answers with its success and with every refusal, as a problem', () => {
      const { responses } = described(operation);
      const success = operation.kind === 'command' ? operation.status : 200;
      const refusals = ['not-signed-in', 'role-not-allowed', 'not-found', 'request-not-readable'] as const;
      for (const code of [...refusals, ...operation.rejections]) {
        const refusal = responses[String(rejectionCodes[code].status)];
        expect(refusal?.description.split(', ')).toContain(code);
        expect(Object.keys(refusal?.content ?? {})).toEqual(['application/problem+json']);
      }
      expect(Object.keys(responses).filter((status) => Number(status) < 300)).toEqual([String(success)]);
    });
  });
});
