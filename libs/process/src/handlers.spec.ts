import { Injectable, Module, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { participantScreened, visitMissed, type EventOf } from '@trial/contracts';
import { defineDeadline, OnDeadline } from '@trial/deadlines';
import { OnEvent } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import { z } from 'zod';
import { discoverHandlers, type Handlers } from './handlers.js';

const noteDue = defineDeadline({
  name: 'scheduling.note-due',
  payload: z.object({ trialId: z.string(), siteId: z.string() }),
  key: ({ siteId }) => siteId,
});

/** Stands where the duties of a foundation stand: the handlers of whoever imports its module are looked for. */
@Injectable()
class Owner {}
@Module({ providers: [Owner], exports: [Owner] })
class Foundation {}
@Injectable()
class OtherOwner {}
@Module({ providers: [OtherOwner], exports: [OtherOwner] })
class OtherFoundation {}

@Injectable()
class NoteVisits {
  readonly heard: string[] = [];

  @OnEvent(participantScreened)
  async onScreened({ id }: EventOf<typeof participantScreened>, tx: Transaction): Promise<void> {
    await Promise.resolve(this.heard.push(`${id} in ${tx.service}`));
  }

  @OnDeadline(noteDue)
  async overdue({ siteId }: z.infer<typeof noteDue.payload>): Promise<void> {
    await Promise.resolve(this.heard.push(`due at ${siteId}`));
  }

  plain(): string {
    return 'no handler';
  }
}

@Injectable()
class NoteMisses {
  @OnEvent(visitMissed)
  async on(): Promise<void> {
    await Promise.resolve();
  }
}

@Injectable()
class NoteScreenedToo {
  @OnEvent(participantScreened)
  async on(): Promise<void> {
    await Promise.resolve();
  }
}

@Injectable()
class RingToo {
  @OnDeadline(noteDue)
  async on(): Promise<void> {
    await Promise.resolve();
  }
}

/** What is found for `Owner` in a service of these providers, beside an unblinded module with its own foundation. */
async function discovered(providers: Type[], unblinded: Type[] = []): Promise<Handlers & { notes: NoteVisits | null }> {
  @Module({ imports: [OtherFoundation], providers: unblinded })
  class Unblinded {}
  @Module({ imports: [Foundation, Unblinded], providers })
  class Service {}
  const app = await NestFactory.createApplicationContext(Service, { logger: false, abortOnError: false });
  const notes = providers.includes(NoteVisits) ? app.get(NoteVisits) : null;
  try {
    return { ...discoverHandlers(app.get(ModulesContainer), app.get(Owner)), notes };
  } finally {
    await app.close();
  }
}
const typesOf = ({ subscriptions }: Handlers): string[] => subscriptions.map(({ contract }) => contract.type).sort();

describe('handlers', () => {
  it('are found by their decorator alone, and called on the object they belong to', async () => {
    const { subscriptions, deadlines, notes } = await discovered([NoteVisits, NoteMisses]);
    expect(subscriptions.map(({ contract }) => contract)).toEqual([participantScreened, visitMissed]);
    expect(deadlines.map(({ contract }) => contract)).toEqual([noteDue]);

    await subscriptions[0]?.handle({ id: 'event-1' } as never, { service: 'scheduling' } as never);
    await deadlines[0]?.fire({ trialId: 'TRIAL', siteId: 'SITE' }, {} as never);
    expect(notes?.heard).toEqual(['event-1 in scheduling', 'due at SITE']);
  });

  it('belong to the foundation that their own module imports', async () => {
    expect(typesOf(await discovered([NoteVisits], [NoteMisses]))).toEqual(['randomisation.participant.screened.v1']);
  });

  it('may be two for one event when they stand on two foundations', async () => {
    expect(typesOf(await discovered([NoteVisits], [NoteScreenedToo]))).toEqual([
      'randomisation.participant.screened.v1',
    ]);
  });

  it.each<[string, Type[]]>([
    ['randomisation.participant.screened.v1', [NoteVisits, NoteScreenedToo]],
    ['scheduling.note-due', [NoteVisits, RingToo]],
  ])('of %s stop the start when there are two in one service', async (name, providers) => {
    await expect(discovered(providers)).rejects.toThrow(`${name} has two handlers in one service: keep one`);
  });
});
