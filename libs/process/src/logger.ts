import type { LoggerService } from '@nestjs/common';
import { pino, stdTimeFunctions, type DestinationStream, type Logger as Pino } from 'pino';

/**
 * Structured logs (pino: the fastest JSON logger of the Node world, widely kept). Lines carry ids, types, codes and
 * durations; they never carry a request body, an answer, an allocation or a person's data: nothing here is handed one.
 */
export class StructuredLogger implements LoggerService {
  private readonly pino: Pino;

  constructor(service: string, level: string, destination?: DestinationStream) {
    const options = { level, base: { service }, timestamp: stdTimeFunctions.isoTime, messageKey: 'event' };
    this.pino = destination ? pino(options, destination) : pino(options);
  }

  log(message: unknown, ...more: unknown[]): void {
    this.write('info', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  private write(
    level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal',
    message: unknown,
    more: unknown[],
  ): void {
    // Nest hands over the name of the speaker last, and a stack before it for errors.
    const speaker = typeof more.at(-1) === 'string' ? more.at(-1) : undefined;
    const said = message instanceof Error ? { event: 'error', error: message.message, stack: message.stack } : message;
    if (typeof said === 'object' && said !== null) this.pino[level]({ speaker, ...said });
    else this.pino[level]({ speaker }, String(said));
  }
}
