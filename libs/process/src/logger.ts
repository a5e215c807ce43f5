import type { LoggerService } from '@nestjs/common';
import { pino, stdTimeFunctions, type Logger as Pino } from 'pino';

const STANDARD_OUTPUT = 1;

/**
 * Structured logs (pino: the fastest JSON logger of the Node world, widely kept). Lines carry ids, types, codes and
 * durations; they never carry a request body, an answer, an allocation or a person's data: nothing here is handed one.
 *
 * A line is written when the call returns, so a process that is killed has said all it had to say, and whoever has an answer
 * can read what was said on the way to it. Unless told so, pino leaves a line to a thread that dies with the process.
 * The price: while nobody reads a full pipe, the process waits.
 */
export class StructuredLogger implements LoggerService {
  private readonly pino: Pino;

  /** @param output the descriptor of the file that is written to */
  constructor(service: string, level: string, output = STANDARD_OUTPUT) {
    const options = { level, base: { service }, timestamp: stdTimeFunctions.isoTime, messageKey: 'event' };
    this.pino = pino(options, pino.destination({ dest: output, sync: true }));
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
