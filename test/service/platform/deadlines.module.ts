import { Injectable, Module } from '@nestjs/common';
import { defineDeadline, OnDeadline, type PayloadOf } from '@trial/deadlines';
import type { Transaction } from '@trial/persistence';
import { Foundation, foundationMigration } from '@trial/process';
import { z } from 'zod';

const payload = z.object({ trialId: z.string(), siteId: z.string(), id: z.string() });
const soundDue = defineDeadline({ name: 'scheduling.sound-due', payload, key: ({ id }) => id });
const brokenDue = defineDeadline({ name: 'scheduling.broken-due', payload, key: ({ id }) => id });

/** One rule that acts, and one that fails until it is mended: for the tests of what becomes of the other. */
@Injectable()
export class Rules {
  static mended = false;
  static attempts = 0;

  @OnDeadline(soundDue)
  sound(_: PayloadOf<typeof soundDue>, _tx: Transaction): Promise<void> {
    return Promise.resolve();
  }

  @OnDeadline(brokenDue)
  broken(_: PayloadOf<typeof brokenDue>, _tx: Transaction): Promise<void> {
    Rules.attempts += 1;
    return Rules.mended ? Promise.resolve() : Promise.reject(new Error('broken on purpose'));
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
