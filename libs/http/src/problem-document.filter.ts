import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { Rejection } from '@trial/kernel';
import { fault, problemOf, type ProblemDocument } from './problem-document.js';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): void;
}

/** Every 4xx and 5xx of the API is a problem document (RFC 9457), whoever threw. */
@Catch()
export class ProblemDocumentFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { trace } = http.getRequest<{ trace?: string }>();
    const problem = this.problem(error, trace);
    const reply = http.getResponse<Reply>();
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
  }

  private problem(error: unknown, trace: string | undefined): ProblemDocument {
    if (error instanceof Rejection) return problemOf(error.code, error.details, trace);
    const status = statusOf(error);
    if (status === 404) return problemOf('not-found', {}, trace);
    if (status === 429) return problemOf('too-many-requests', {}, trace);
    if (status === 503) return problemOf('service-away', {}, trace);
    if (status >= 400 && status < 500)
      return { ...problemOf('request-not-readable', { rule: messageOf(error) }, trace), status };
    this.logger.error({
      event: 'request-failed',
      trace,
      error: messageOf(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    return fault(trace);
  }
}

/** Nest and Fastify each say the status their own way. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number')
    return error.statusCode;
  return 500;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
