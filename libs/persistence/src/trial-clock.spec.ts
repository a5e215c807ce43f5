import { jest } from '@jest/globals';
import { instant } from '@trial/kernel';
import { RunningClock, SteppedClock } from './trial-clock.js';

const morning = instant('2025-03-03T08:00:00Z');
const noon = instant('2025-03-03T12:00:00Z');
const evening = instant('2025-03-03T20:00:00Z');

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

  it('remembers when a moment was reached although it was stepped on since, and forgets it when moved back', () => {
    const clock = new SteppedClock(morning);
    jest.advanceTimersByTime(1_000);
    clock.set(noon);
    jest.advanceTimersByTime(1_000);
    clock.set(evening);
    expect([clock.wallSince(morning), clock.wallSince(noon), clock.wallSince(evening)]).toEqual([2_000, 1_000, 0]);
    expect([2_001, 2_000, 1_000, 0].map((ago) => clock.reachedBefore(ago))).toEqual([
      undefined,
      morning,
      noon,
      evening,
    ]);
    clock.set(noon);
    expect(clock.wallSince(noon)).toBe(0);
    expect(clock.reachedBefore(1)).toEqual(morning);
  });

  it('remembers a thousand steps', () => {
    const clock = new SteppedClock(morning);
    for (let step = 1; step <= 5_000; step += 1) {
      jest.advanceTimersByTime(1);
      clock.set(morning.add({ seconds: step }));
    }
    expect(clock.wallSince(morning)).toBe(999);
    expect(clock.wallSince(morning.add({ seconds: 4_990 }))).toBe(10);
  });
});

describe('a running clock', () => {
  it('is the wall clock', () => {
    const clock = new RunningClock();
    expect([clock.stepped, clock.now()]).toEqual([false, morning]);
    jest.advanceTimersByTime(1_500);
    expect(clock.now()).toEqual(instant('2025-03-03T08:00:01.5Z'));
    expect([clock.wallSince(morning), clock.wallSince(noon)]).toEqual([1_500, -14_398_500]);
    expect(clock.reachedBefore(1_500)).toEqual(morning);
  });
});
