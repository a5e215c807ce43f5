import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { Kvm, type KV } from '@nats-io/kv';
import { z } from 'zod';
import { instant, type Instant } from '@trial/kernel';
import type { Broker } from '@trial/messaging';
import { SteppedClock } from '@trial/persistence';

const BUCKET = 'trial-clock';
const NOW = 'now';
const STEP = 'clock.step';
const SEEN = 'clock.seen';
/** What a bucket says to a change that names an older revision than it holds. */
const CHANGED_MEANWHILE = new Set<number>([
  JetStreamApiCodes.StreamWrongLastSequence,
  JetStreamApiCodes.StreamWrongLastSequenceUnknown,
]);
/** Where a rehearsal begins when nobody has set the time yet. */
const BEGINNING = '2025-01-06T08:00:00.000Z';

/**
 * Trial time in a rehearsal: one value in a JetStream key-value bucket. A process reads it before it opens, follows
 * every step, and confirms per instance. A step that was missed while NATS was away is read again on reconnecting.
 */
export class RehearsalClock extends SteppedClock {
  private revision = 0;
  private confirmed: Promise<Map<string, number>> | undefined;

  private constructor(
    private readonly bucket: KV,
    private readonly broker: Broker,
    private readonly instance: string,
  ) {
    super(instant(BEGINNING));
  }

  static async open(broker: Broker, instance: string): Promise<RehearsalClock> {
    const bucket = await new Kvm(broker.connection).open(BUCKET);
    const clock = new RehearsalClock(bucket, broker, instance);
    broker.connection.subscribe(STEP, { callback: () => void clock.catchUp() });
    await clock.catchUp();
    void clock.followReconnects();
    return clock;
  }

  /**
   * Makes trial time what `recorded` says, for every process; the answer is the revision they will confirm. The record is
   * read after the bucket, and the bucket changes only if nobody changed it since: of several that announce at once, the
   * one that saw the last record stands. Announcing again what is announced already only reminds everybody.
   */
  async announce(recorded: () => Promise<Instant>): Promise<number> {
    for (;;) {
      const entry = await this.bucket.get(NOW);
      const now = (await recorded()).toString({ fractionalSecondDigits: 3 });
      const revision = entry?.string() === now ? entry.revision : await this.change(now, entry?.revision ?? 0);
      if (revision === undefined) continue;
      this.broker.connection.publish(STEP);
      return revision;
    }
  }

  /** The new revision, or nothing when somebody else changed it first. */
  private async change(now: string, previousSeq: number): Promise<number | undefined> {
    try {
      return await this.bucket.put(NOW, now, { previousSeq });
    } catch (error) {
      if (error instanceof JetStreamApiError && CHANGED_MEANWHILE.has(error.code)) return undefined;
      throw error;
    }
  }

  /** Which step each process has reached; the first look also reads what was confirmed before this process began. */
  async confirmations(): Promise<{ instance: string; revision: number }[]> {
    this.confirmed ??= this.gatherConfirmations();
    return [...(await this.confirmed)].map(([instance, revision]) => ({ instance, revision }));
  }

  private async gatherConfirmations(): Promise<Map<string, number>> {
    const confirmed = new Map<string, number>();
    this.broker.connection.subscribe(`${SEEN}.>`, {
      callback: (_, message) => void confirmed.set(message.subject.slice(SEEN.length + 1), Number(message.string())),
    });
    for await (const key of await this.bucket.keys('seen.>')) {
      const entry = await this.bucket.get(key);
      const instance = key.slice('seen.'.length);
      if (!confirmed.has(instance)) confirmed.set(instance, Number(entry?.string() ?? 0));
    }
    return confirmed;
  }

  /** Follows no longer. */
  close(): Promise<void> {
    return this.broker.close();
  }

  private async catchUp(): Promise<void> {
    try {
      const entry = await this.bucket.get(NOW);
      if (entry && entry.revision > this.revision) {
        this.revision = entry.revision;
        this.set(instant(z.string().parse(entry.string())));
      }
      await this.bucket.put(`seen.${this.instance}`, String(this.revision));
      this.broker.connection.publish(`${SEEN}.${this.instance}`, String(this.revision));
    } catch {
      // NATS is away: the step is read again on reconnecting.
    }
  }

  private async followReconnects(): Promise<void> {
    for await (const status of this.broker.connection.status()) if (status.type === 'reconnect') await this.catchUp();
  }
}
