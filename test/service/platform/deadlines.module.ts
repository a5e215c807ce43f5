import { Injectable, Module } from '@nestjs/common';
import { arm, defineDeadline, disarm, OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { Foundation, foundationMigration } from '@trial/process';
import { z } from 'zod';

const payload = z.object({ trialId: z.string(), siteId: z.string(), id: z.string() });
const soundDue = defineDeadline({ name: 'scheduling.sound-due', payload, key: ({ id }) => id });
const brokenDue = defineDeadline({ name: 'scheduling.broken-due', payload, key: ({ id }) => id });
const writingDue = defineDeadline({ name: 'scheduling.writing-due', payload, key: ({ id }) => id });
const writtenDue = defineDeadline({ name: 'scheduling.written-due', payload, key: ({ id }) => id });
const endingDue = defineDeadline({ name: 'scheduling.ending-due', payload, key: ({ id }) => id });

/** Rules that act, and one that fails until it is mended: for the tests of what becomes of the others. */
@Injectable()
export class Rules {
  static mended = false;
  static attempts = 0;
  /** The id for which writing fails, and how often writing was tried for each. */
  static refused: string | undefined;
  static readonly writings = new Map<string, number>();

  @OnDeadline(soundDue)
  sound(_: PayloadOf<typeof soundDue>, _tx: Transaction): Promise<void> {
    return Promise.resolve();
  }

  @OnDeadline(brokenDue)
  broken(_: PayloadOf<typeof brokenDue>, _tx: Transaction): Promise<void> {
    Rules.attempts += 1;
    return Rules.mended ? Promise.resolve() : Promise.reject(new Error('broken on purpose'));
  }

  /** Leaves two rows that say who wrote them: their ids, and their audit. */
  @OnDeadline(writingDue)
  async write(facts: PayloadOf<typeof writingDue>, tx: Transaction): Promise<void> {
    Rules.writings.set(facts.id, (Rules.writings.get(facts.id) ?? 0) + 1);
    for (const part of ['first', 'second']) {
      const [acting] = await tx.query<{ cause: string }>(`select current_setting('app.cause') as cause`);
      if (acting?.cause !== tx.context.cause) throw new Error(`acts as ${acting?.cause}`);
      arm(tx, writtenDue, { ...facts, id: `${facts.id} ${part}` }, tx.now.add({ hours: 24 }));
    }
    if (facts.id === Rules.refused) throw new Error('refused on purpose');
  }

  /** Ends the sound deadline that is due right after it. */
  @OnDeadline(endingDue)
  async end(facts: PayloadOf<typeof endingDue>, tx: Transaction): Promise<void> {
    await disarm(tx, soundDue, { ...facts, id: facts.id.replace('ending', 'sound') });
  }
}

@Module({
  imports: [
    Foundation.for({
      service: 'scheduling',
      schema: 'scheduling',
      tables: [],
      migrations: [foundationMigration('scheduling')],
    }),
  ],
  providers: [Rules],
})
export class DeadlinesModule {}
