import { Temporal } from 'temporal-polyfill';
import type { Clock, Instant } from '@trial/kernel';

/** Trial time as the services know it. Wall time (tokens, timeouts, retries) never comes from here. */
export abstract class TrialClock implements Clock {
  abstract now(): Instant;
  /** Whether trial time is stepped by hand (a rehearsal) rather than running. */
  abstract readonly stepped: boolean;
  /** Milliseconds of wall time since trial time reached `due`; negative while it is still ahead. */
  abstract wallSince(due: Instant): number;
  /** The trial time that was reached at least so many milliseconds of wall time ago; nothing when none was by then. */
  abstract reachedBefore(milliseconds: number): Instant | undefined;
  /** Calls back after every change of a stepped clock; never for a running one. */
  abstract onStep(listener: () => void): void;
}

/** The running clock of production. */
export class RunningClock extends TrialClock {
  readonly stepped = false;

  now(): Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now());
  }

  wallSince(due: Instant): number {
    return Date.now() - due.epochMilliseconds;
  }

  reachedBefore(milliseconds: number): Instant {
    return Temporal.Instant.fromEpochMilliseconds(Date.now() - milliseconds);
  }

  onStep(): void {
    // A running clock never jumps.
  }
}

/** A clock that stands still until it is set: rehearsals and tests. */
export class SteppedClock extends TrialClock {
  readonly stepped = true;
  private readonly listeners: (() => void)[] = [];
  /** What trial time was set to and when, ascending in both: how long ago a moment was reached outlives later steps. */
  private readonly steps: Step[];

  constructor(private current: Instant) {
    super();
    this.steps = [{ to: current, at: Date.now() }];
  }

  now(): Instant {
    return this.current;
  }

  wallSince(due: Instant): number {
    const ahead = due.epochMilliseconds - this.current.epochMilliseconds;
    if (ahead > 0) return -ahead;
    const reached = this.steps.find(({ to }) => to.epochMilliseconds >= due.epochMilliseconds);
    return reached ? Date.now() - reached.at : 0;
  }

  reachedBefore(milliseconds: number): Instant | undefined {
    const until = Date.now() - milliseconds;
    return this.steps.filter(({ at }) => at <= until).at(-1)?.to;
  }

  onStep(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Moves the clock, forwards or back, and tells everybody who listens. */
  set(now: Instant): void {
    this.current = now;
    // What lies ahead of a clock that was moved back has not been reached.
    while ((this.steps.at(-1)?.to.epochMilliseconds ?? -Infinity) >= now.epochMilliseconds) this.steps.pop();
    this.steps.push({ to: now, at: Date.now() });
    if (this.steps.length > MOST_STEPS) this.steps.shift();
    for (const listener of this.listeners) listener();
  }
}

interface Step {
  readonly to: Instant;
  readonly at: number;
}

/** Older ones are forgotten: what they reached counts as reached by the oldest that is remembered. */
const MOST_STEPS = 1_000;
