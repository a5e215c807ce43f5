import { MessagePattern } from '@nestjs/microservices';
import {
  readRequest,
  type Operation,
  type OperationReply,
  type OperationRequest,
  type RequestOf,
  type ResultOf,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';

export type OperationHandler<O> = (request: RequestOf<O> & object, context: Context) => Promise<ResultOf<O>>;

/**
 * Answers a command or query that came over NATS. The request is validated again and the caller's role is checked
 * again: a service trusts nobody. A `Rejection` becomes a reply; anything else is a fault for the log.
 */
export const OnCommand =
  <O extends Operation>(operation: O) =>
  <Handler extends OperationHandler<O>>(
    target: object,
    key: string,
    method: TypedPropertyDescriptor<Handler>,
  ): void => {
    const handle = method.value;
    if (!handle) throw new Error(`${key} is no method`);
    const answer = async function (this: unknown, message: OperationRequest): Promise<OperationReply> {
      return replyTo(operation, message, (request, context) =>
        handle.call(this, request as RequestOf<O> & object, context),
      );
    };
    // The descriptor is what the class keeps, and what Nest reads its metadata from: both must see the answering function.
    Object.assign(method, { value: answer });
    MessagePattern<string>(operation.subject)(target, key, method);
  };

export const OnQuery = OnCommand;

async function replyTo(
  operation: Operation,
  { request, context }: OperationRequest,
  handle: (request: object, context: Context) => Promise<object>,
): Promise<OperationReply> {
  try {
    if (!operation.roles.some((role) => role === context.role)) throw new Rejection('role-not-allowed');
    const read = readRequest(operation, request);
    const { trialId } = read as { trialId?: unknown };
    if (trialId !== undefined && trialId !== context.trialId) throw new Rejection('not-found');
    const result = await handle(read, context);
    const { version } = result as { version?: unknown };
    return typeof version === 'number' ? { ok: result, etag: `"${version}"` } : { ok: result };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const { field, rule, ...details } = error.details;
    return { rejection: { code: error.code, ...(field ? { field } : {}), ...(rule ? { rule } : {}), details } };
  }
}
