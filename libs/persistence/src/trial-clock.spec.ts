import { jest } from '@jest/globals';
import { instant } from '@trial/kernel';
import { RunningClock, SteppedClock } from './trial-clock.js';

const morning = instant('2025-03-03T08:00:00Z');
const noon = instant('2025-03-03T12:00:00Z');

beforeEach(() => void jest.useFakeTimers({ now: morning.epochMilliseconds }));
afterEach(() => void jest.useRealTimers());

describe('a stepped clock', () => {
  it('stands still until it is set, forwards or back', () => {
    const clock = new SteppedClock(morning);
    jest.advanceTimersByTime(60_000);
    expect(clock.now()).toEqual(morning);
    clock.set(noon);
    expect(clock.now()).toEqual(noon);
    clock.set(morning);
    expect(clock.now()).toEqual(morning);
    expect(clock.stepped).toBe(true);
  });

  it('tells everybody who listens, after it has moved', () => {
    const clock = new SteppedClock(morning);
    const heard: string[] = [];
    clock.onStep(() => heard.push(`one ${clock.now().toString()}`));
    clock.onStep(() => heard.push(`two ${clock.now().toString()}`));
    clock.set(noon);
    expect(heard).toEqual(['one 2025-03-03T12:00:00Z', 'two 2025-03-03T12:00:00Z']);
  });

  it('says how long ago, on the wall, the step was made that reached a moment', () => {
    const clock = new SteppedClock(morning);
    expect(clock.wallSince(noon)).toBe(-4 * 3_600_000);
    clock.set(noon);
    expect(clock.wallSince(noon)).toBe(0);
    jest.advanceTimersByTime(2_500);
    expect(clock.wallSince(noon)).toBe(2_500);
    expect(clock.wallSince(morning)).toBe(2_500);
  });
});

describe('a running clock', () => {
  it('is the wall clock', () => {
    const clock = new RunningClock();
    expect([clock.stepped, clock.now()]).toEqual([false, morning]);
    jest.advanceTimersByTime(1_500);
    expect(clock.now()).toEqual(instant('2025-03-03T08:00:01.5Z'));
    expect([clock.wallSince(morning), clock.wallSince(noon)]).toEqual([1_500, -14_398_500]);
  });
});
