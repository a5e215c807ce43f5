import { Temporal } from 'temporal-polyfill';

/** Trial time of a world: stepped through the gateway, and confirmed by every process before anybody acts. */
export class TrialTime {
  constructor(administrator, instances) {
    Object.assign(this, { administrator, instances, now: undefined, steps: 0 });
  }

  /** Where the record stands, as the transcript writes it. */
  get text() {
    return this.now?.toString() ?? 'before';
  }

  async stepTo(instant) {
    const { revision } = await this.administrator.put('/ops/trial-clock', { now: instant.toString() }, { quiet: true });
    this.now = instant;
    this.steps += 1;
    const giveUpAt = Date.now() + CONFIRM_WITHIN_MS;
    for (;;) {
      const { confirmations } = await this.administrator.get('/ops/trial-clock', { quiet: true });
      const behind = this.instances.filter(
        (name) => !confirmations.some((seen) => seen.instance === name && seen.revision >= revision),
      );
      if (behind.length === 0) return;
      if (Date.now() > giveUpAt) throw new Error(`${behind.join(', ')} did not follow trial time to ${instant}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

const CONFIRM_WITHIN_MS = 30_000;

/** A moment on a civil day at a wall-clock time of the site. */
export const at = (day, time, zone) =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
