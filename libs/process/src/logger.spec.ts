import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StructuredLogger } from './logger.js';

const folder = mkdtempSync(join(tmpdir(), 'log-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What stands in the file in the moment after a logger has spoken, without times. */
function linesOf(speak: (logger: StructuredLogger) => void, level = 'trace'): object[] {
  const file = join(folder, 'service.log');
  const output = openSync(file, 'w');
  speak(new StructuredLogger('safety', level, output));
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  closeSync(output);
  return lines.map((line) => {
    const { time, ...rest } = JSON.parse(line) as { time: string };
    expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
    return rest;
  });
}

describe('a line of the log', () => {
  it('is the facts it was given, who speaks and for which service', () => {
    expect(linesOf((logger) => logger.log({ event: 'event-handled', outcome: 'seen' }, 'messaging'))).toEqual([
      { level: 30, service: 'safety', speaker: 'messaging', event: 'event-handled', outcome: 'seen' },
    ]);
  });

  it('is a sentence as its event', () => {
    expect(linesOf((logger) => logger.warn('started', 'nest'))).toEqual([
      { level: 40, service: 'safety', speaker: 'nest', event: 'started' },
    ]);
  });

  it('keeps the stack of an error', () => {
    expect(linesOf((logger) => logger.error(new Error('broken')))).toEqual([
      { level: 50, service: 'safety', event: 'error', error: 'broken', stack: expect.stringContaining('broken') },
    ]);
  });

  it('is not written below the level', () => {
    const all = (logger: StructuredLogger) => {
      logger.verbose('a');
      logger.debug('b');
      logger.log('c');
      logger.warn('d');
      logger.error('e');
      logger.fatal('f');
    };
    expect(linesOf(all)).toHaveLength(6);
    expect(linesOf(all, 'warn')).toMatchObject([{ event: 'd' }, { event: 'e' }, { event: 'f' }]);
  });

  it('is written when it has been said, so that a killed process loses none', () => {
    const many = Array.from({ length: 1_000 }, (_, number) => number);
    const said = linesOf((logger) => many.forEach((number) => logger.log({ event: 'said', number })));
    expect(said).toEqual(many.map((number) => ({ level: 30, service: 'safety', event: 'said', number })));
  });
});
