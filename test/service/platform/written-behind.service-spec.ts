import { randomUUID } from 'node:crypto';
import { isConflict, Transactions } from '@trial/persistence';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { ToyModule } from './toy.module.js';

const NOTE = `insert into note values ($1, 'MANUS', 'UMCU', $2)`;

describe('a write whose answer nobody waits for', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('scheduling', ToyModule);
  });
  afterAll(() => service.stop());

  const transactions = () => service.app.get(Transactions, { strict: false });
  const notes = (ids: readonly string[]) =>
    service.rows<{ id: string; xmin: string }>('select id, xmin::text from note where id = any($1)', [ids]);

  it('is in the transaction it was given to, last or not: the commit never overtakes it', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()] as const;
    await transactions().run(aContext(), async (tx) => {
      tx.write(NOTE, [ids[0], 'first']);
      await tx.query(NOTE, [ids[1], 'second']);
      tx.write(NOTE, [ids[2], 'third']);
    });

    const written = await notes(ids);
    expect(written).toHaveLength(3);
    expect(new Set(written.map(({ xmin }) => xmin)).size).toBe(1);
  });

  it('undoes everything when it fails, and its own error is the one that is thrown', async () => {
    const [kept, twice] = [randomUUID(), randomUUID()];
    const failed = transactions().run(aContext(), async (tx) => {
      await tx.query(NOTE, [kept, 'kept']);
      tx.write(NOTE, [twice, 'once']);
      tx.write(NOTE, [twice, 'twice']);
    });

    await expect(failed).rejects.toThrow('note_pkey');
    expect(await notes([kept, twice])).toEqual([]);
  });

  it('is named as the cause when a later statement fails only because of it', async () => {
    const twice = randomUUID();
    const error = await transactions()
      .run(aContext(), async (tx) => {
        tx.write(NOTE, [twice, 'once']);
        tx.write(NOTE, [twice, 'twice']);
        await tx.query('select 1');
      })
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );

    expect(isConflict(error, 'note_pkey')).toBe(true);
  });

  it('is of whoever acted when it was sent, also when others act in between', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    await transactions().run(aContext({ cause: 'opened' }), async (tx) => {
      tx.write(NOTE, [ids[0], 'before']);
      const actors = [{ context: aContext({ cause: 'first' }) }, { context: aContext({ cause: 'second' }) }];
      await tx.asEach(actors, (own, { context }) => {
        own.write(NOTE, [ids[context.cause === 'first' ? 1 : 2], 'between']);
        return Promise.resolve();
      });
      tx.write(NOTE, [ids[3], 'after']);
    });

    const audited = await service.rows<{ cause: string }>(
      'select cause from audit_entry where row_id = any($1) order by id',
      [ids],
    );
    expect(audited.map(({ cause }) => cause)).toEqual(['opened', 'first', 'second', 'opened']);
  });

  it('undoes everything when one of those who acted in between left it, and is named', async () => {
    const [kept, twice] = [randomUUID(), randomUUID()];
    const failed = transactions().run(aContext(), async (tx) => {
      tx.write(NOTE, [kept, 'kept']);
      await tx.as(aContext({ cause: 'first' }), (own) => {
        own.write(NOTE, [twice, 'once']);
        own.write(NOTE, [twice, 'twice']);
        return Promise.resolve();
      });
      await tx.as(aContext({ cause: 'second' }), (own) => own.query('select 1'));
    });

    await expect(failed).rejects.toThrow('note_pkey');
    expect(await notes([kept, twice])).toEqual([]);
  });

  it('calls nobody to look at an outbox that was rolled back', async () => {
    let called = 0;
    transactions().onCommit('outbox', () => (called += 1));
    const twice = randomUUID();
    const failed = transactions().run(aContext(), async (tx) => {
      tx.leftBehind.add('outbox');
      await tx.query(NOTE, [twice, 'once']);
      tx.write(NOTE, [twice, 'twice']);
    });

    await expect(failed).rejects.toThrow('note_pkey');
    expect(called).toBe(0);
  });
});
