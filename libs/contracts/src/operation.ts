import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { Rejection, type Context } from '@trial/kernel';
import type { RejectionCode } from './rejection-codes.js';
import type { Role } from './roles.js';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the only way to say "any constructor" to TypeScript
type Class<T> = new (...nothing: any[]) => T;

interface Declaration<Request extends object, Result extends object> {
  /** The service (or unblinded module) that answers. */
  readonly service: string;
  /** The verb: `report-adverse-event`. */
  readonly name: string;
  /** Method and path below `/v1`; `:name` parts become fields of the request. */
  readonly route: `${HttpMethod} /${string}`;
  readonly summary: string;
  readonly request: Class<Request>;
  readonly result: Class<Result>;
  /** Deny by default: who is not named here may not. */
  readonly roles: readonly Role[];
  readonly rejections: readonly RejectionCode[];
}

/** A write. Repeats are recognised by `Idempotency-Key`. */
export interface Command<Request extends object = object, Result extends object = object> extends Declaration<
  Request,
  Result
> {
  readonly kind: 'command';
  /** The NATS subject: `command.<service>.<name>.v1`. */
  readonly subject: string;
  /** HTTP status of success; 201 unless said otherwise. */
  readonly status: 200 | 201 | 202;
  /** Where what was made is found; `:name` parts are taken from request and result. */
  readonly location?: string;
  /** The caller must say which version it read (`If-Match`, as field `expectedVersion` of the request). */
  readonly ifMatch: boolean;
}

/** A read. */
export interface Query<Request extends object = object, Result extends object = object> extends Declaration<
  Request,
  Result
> {
  readonly kind: 'query';
  readonly subject: string;
  /**
   * The answer is a piece of a file (`FilePiece`), and the request names where the last piece ended: the gateway asks for one
   * piece after the other and sends them on as one.
   */
  readonly file?: true;
}

export type Operation = Command | Query;
export type RequestOf<O> = O extends Declaration<infer Request, object> ? Request : never;
export type ResultOf<O> = O extends Declaration<object, infer Result> ? Result : never;

export const defineCommand = <Request extends object, Result extends object>(
  declaration: Declaration<Request, Result> & { status?: 200 | 201 | 202; location?: string; ifMatch?: boolean },
): Command<Request, Result> => ({
  status: 201,
  ifMatch: false,
  ...declaration,
  kind: 'command',
  subject: `command.${declaration.service}.${declaration.name}.v1`,
});

export const defineQuery = <Request extends object, Result extends object>(
  declaration: Declaration<Request, Result>,
): Query<Request, Result> => ({
  ...declaration,
  kind: 'query',
  subject: `query.${declaration.service}.${declaration.name}.v1`,
});

/** A read whose answer is a file of one of these types. */
export const defineFile = <Request extends { cursor?: string }, Result extends object>(
  declaration: Declaration<Request, Result>,
): Query<Request, Result> => ({ ...defineQuery(declaration), file: true });

/** What travels from the gateway to a service. */
export interface OperationRequest {
  readonly request: unknown;
  readonly context: Context;
}

/** What comes back: an answer, a refusal, or the admission that something broke (details are in the log only). */
export type OperationReply =
  | { readonly ok: object; readonly etag?: string }
  | {
      readonly rejection: {
        readonly code: string;
        readonly field?: string;
        readonly rule?: string;
        readonly details?: object;
      };
    }
  | { readonly fault: true };

/**
 * Reads a request against its class: unknown fields, wrong types and impossible dates are refused with the field
 * and the rule (`Rejection('request-not-readable')` with one entry in `errors` per finding).
 */
export function readRequest<Request extends object>(
  operation: Operation & { request: Class<Request> },
  raw: unknown,
): Request {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new Rejection('request-not-readable', { rule: 'the request must be a JSON object' });
  }
  const unstorable = unstorableIn(raw);
  if (unstorable) throw new Rejection('request-not-readable', unstorable);
  const request = plainToInstance(operation.request, raw, { exposeDefaultValues: true });
  const findings = validateSync(request, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (findings.length > 0) {
    const errors = findings.flatMap((finding) => readable(finding, ''));
    throw new Rejection('request-not-readable', { ...errors[0], errors });
  }
  return request;
}

/** Where a request holds text that no database can: U+0000, or half of a surrogate pair. */
function unstorableIn(value: unknown, path = ''): { field: string; rule: string } | undefined {
  if (typeof value === 'string' && (value.includes('\u0000') || /\p{Surrogate}/u.test(value)))
    return { field: path, rule: `${path} must be well-formed text without U+0000` };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const field = path ? `${path}.${name}` : name;
    const found = unstorableIn(name, path || 'the name of a field') ?? unstorableIn(part, field);
    if (found) return found;
  }
  return undefined;
}

function readable(finding: ValidationError, path: string): { field: string; rule: string }[] {
  const field = path ? `${path}.${finding.property}` : finding.property;
  const own = Object.values(finding.constraints ?? {}).map((rule) => ({ field, rule }));
  return [...own, ...(finding.children ?? []).flatMap((child) => readable(child, field))];
}

/** The `:name` parts of a path, in order. */
export const pathParameters = (route: string): readonly string[] =>
  [...route.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? '');
