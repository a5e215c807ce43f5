import { untoldAlarms } from './untold-alarms.js';

describe('the alarm clock of a module that nothing countable is told of', () => {
  const said: object[] = [];
  const keep = (line: object) => void said.push(line);
  const alarms = untoldAlarms({ log: keep, warn: keep, error: keep });
  beforeEach(() => said.splice(0));

  it('says that the line to Redis broke, and that a look at Postgres did', () => {
    const lines = [
      { event: 'redis-away', error: 'Error: connect ECONNREFUSED' },
      { event: 'deadline-sweep-interrupted', error: 'Error: terminated' },
    ];
    for (const line of lines) alarms.warn(line);
    expect(said).toEqual(lines);
  });

  it('says nothing of a deadline, nor of bells: those are set only where something is due', () => {
    alarms.log({ event: 'deadline-fired', deadline: 'unblinded.example', key: '1' });
    alarms.error({ event: 'deadline-failed', deadline: 'unblinded.example', key: '1' });
    alarms.warn({ event: 'bells-not-taken' });
    alarms.warn({ event: 'bell-unanswered' });
    alarms.warn({ event: 'deadlines-parted' });
    expect(said).toEqual([]);
  });
});
