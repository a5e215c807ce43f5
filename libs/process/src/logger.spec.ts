import { StructuredLogger } from './logger.js';

/** The lines a logger wrote, without their times. */
function linesOf(speak: (logger: StructuredLogger) => void, level = 'trace'): object[] {
  const lines: object[] = [];
  const write = (line: string) => {
    const { time, ...rest } = JSON.parse(line) as { time: string };
    expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
    lines.push(rest);
  };
  speak(new StructuredLogger('safety', level, { write }));
  return lines;
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
});
