import { Temporal } from 'temporal-polyfill';
import type { Clock, Instant } from '@trial/kernel';

/** Trial time as the services know it. Wall time (tokens, timeouts, retries) never comes from here. */
export abstract class TrialClock implements Clock {
  abstract now(): Instant;
  /** Whether trial time is stepped by hand (a rehearsal) rather than running. */
  abstract readonly stepped: boolean;
  /** Milliseconds of wall time since trial time reached `due`; negative while it is still ahead. */
  abstract wallSince(due: Instant): number;
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

  onStep(): void {
    // A running clock never jumps.
  }
}

/** A clock that stands still until it is set: rehearsals and tests. */
export class SteppedClock extends TrialClock {
  readonly stepped = true;
  private readonly listeners: (() => void)[] = [];
  private setAt = Date.now();

  constructor(private current: Instant) {
    super();
  }

  now(): Instant {
    return this.current;
  }

  wallSince(due: Instant): number {
    const ahead = due.epochMilliseconds - this.current.epochMilliseconds;
    return ahead > 0 ? -ahead : Date.now() - this.setAt;
  }

  onStep(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Moves the clock, forwards or back, and tells everybody who listens. */
  set(now: Instant): void {
    this.current = now;
    this.setAt = Date.now();
    for (const listener of this.listeners) listener();
  }
}
