/** A deadline as far as its failures are concerned: one that was moved is another. */
interface Tried {
  readonly id: string;
  readonly dueMs: string;
}

interface Failure {
  readonly attempts: number;
  /** Wall time before which it is not tried again. */
  readonly againAt: number;
}

/**
 * Deadlines whose handler failed, and when each is tried again: after a second, then twice as long each time, and every
 * five minutes in the end. Kept in memory: a handler is mended by a new version, whose first look tries everything at
 * once, and a failure that has to be written down is one more thing that can fail.
 */
export class Failures {
  private readonly known = new Map<string, Failure>();

  constructor(private readonly wall: () => number = Date.now) {}

  /** Notes one more failure. Answers how often it has failed and in how many milliseconds it is tried again. */
  note(tried: Tried): { readonly attempts: number; readonly againInMs: number } {
    const attempts = (this.known.get(keyOf(tried))?.attempts ?? 0) + 1;
    const againInMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    this.known.set(keyOf(tried), { attempts, againAt: this.wall() + againInMs });
    return { attempts, againInMs };
  }

  forget(tried: Tried): void {
    this.known.delete(keyOf(tried));
  }

  /** Whether it is not yet to be tried again. */
  rests(tried: Tried): boolean {
    const failure = this.known.get(keyOf(tried));
    return failure !== undefined && failure.againAt > this.wall();
  }

  has(tried: Tried): boolean {
    return this.known.has(keyOf(tried));
  }

  /** Forgets what was not tried for long after its time had come: it was met, moved or fired by another replica. */
  forgetOld(): void {
    const old = this.wall() - LONGEST_PAUSE_MS;
    for (const [key, { againAt }] of this.known) if (againAt < old) this.known.delete(key);
  }
}

const keyOf = ({ id, dueMs }: Tried): string => `${id} ${dueMs}`;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
