import { randomUUID } from 'node:crypto';
import { visitMissed } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { ToyModule } from './toy.module.js';

type Way = 'run' | 'once';
type Last = 'waited for' | 'sent right before the commit';

describe('work that lost a race', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('scheduling', ToyModule);
  });
  afterAll(() => service.stop());

  const transactions = () => service.app.get(Transactions, { strict: false });
  const aNote = async (): Promise<string> => {
    const id = randomUUID();
    await transactions().run(aContext(), (tx) => tx.query(`insert into note values ($1, 'MANUS', 'UMCU', '')`, [id]));
    return id;
  };
  const textOf = async (id: string) =>
    (await service.rows<{ text: string }>('select text from note where id = $1', [id]))[0]?.text ?? '';
  const auditedChangesOf = (id: string) =>
    service.rows<{ reason: string }>(`select reason from audit_entry where row_id = $1 and operation = 'update'`, [id]);
  const saidBecauseOf = async (reason: string) =>
    (await service.said(visitMissed)).filter((event) => event.reason === reason);
  const saying = (tx: Transaction, reason: string) => {
    const id = randomUUID();
    const facts = { trialId: 'MANUS', siteId: 'UMCU', participantId: id, visitId: id, visitCode: 'NOTE' };
    publish(tx, visitMissed, { ...facts, trialVersion: 1, reason });
  };
  type Attempt = <Result extends object>(
    context: Context,
    work: (tx: Transaction) => Promise<Result>,
  ) => Promise<Result>;
  const attempt: Record<Way, Attempt> = {
    run: (context, work) => transactions().run(context, work),
    once: (context, work) => transactions().once(context, work),
  };
  const contextOf = (key: string): Context =>
    aContext({ reason: key, cause: key, idempotency: { scope: 'race', key, fingerprint: key } });

  it('against itself gets the first answer: the same request was answered between its look and its lock', async () => {
    const key = randomUUID();
    const refused = () =>
      attempt.once(contextOf(key), async () => {
        await service.rows(
          `insert into command_receipt (scope, key, fingerprint, answer, at) values ('race', $1, $1, '{"first":1}', now())`,
          [key],
        );
        throw new Rejection('already-randomised');
      });
    expect(await refused()).toEqual({ first: 1 });
  });

  it('against another request with its key stays refused', async () => {
    const key = randomUUID();
    const refused = () =>
      attempt.once(contextOf(key), async () => {
        await service.rows(
          `insert into command_receipt (scope, key, fingerprint, answer, at) values ('race', $1, 'another', '{}', now())`,
          [key],
        );
        throw new Rejection('already-randomised');
      });
    await expect(refused()).rejects.toMatchObject({ code: 'already-randomised' });
  });

  it.each<[Way, Last]>([
    ['run', 'waited for'],
    ['run', 'sent right before the commit'],
    ['once', 'waited for'],
    ['once', 'sent right before the commit'],
  ])(
    'by a deadlock is done again: both finish, and each has its effects once (%s, last write %s)',
    async (way, last) => {
      const [one, other] = [await aNote(), await aNote()];
      const [forth, back] = [randomUUID(), randomUUID()];
      const bothHold = meeting(2);
      let attempts = 0;
      const change = (key: string, mark: string, first: string, second: string) =>
        attempt[way](contextOf(key), async (tx) => {
          attempts += 1;
          const append = 'update note set text = text || $2 where id = $1';
          await tx.query(append, [first, mark]);
          saying(tx, key);
          await bothHold();
          if (last === 'waited for') await tx.query(append, [second, mark]);
          else tx.write(append, [second, mark]);
          return { key };
        });

      expect(await Promise.all([change(forth, 'f', one, other), change(back, 'b', other, one)])).toEqual([
        { key: forth },
        { key: back },
      ]);

      // Each was begun once, and the one that Postgres chose to lose once more; again, should it be back before the other woke.
      expect(attempts).toBeGreaterThanOrEqual(3);
      expect(attempts).toBeLessThanOrEqual(5);
      for (const note of [one, other]) {
        expect([...(await textOf(note))].sort()).toEqual(['b', 'f']);
        expect((await auditedChangesOf(note)).map(({ reason }) => reason).sort()).toEqual([forth, back].sort());
      }
      for (const key of [forth, back]) expect(await saidBecauseOf(key)).toHaveLength(1);
      const receipts = await service.rows(`select 1 from command_receipt where key in ($1, $2)`, [forth, back]);
      expect(receipts).toHaveLength(way === 'once' ? 2 : 0);
    },
  );

  it('by serialisation is done again, and what the lost attempt said is never sent', async () => {
    const note = await aNote();
    const key = randomUUID();
    let attempts = 0;
    await transactions().run(contextOf(key), async (tx) => {
      attempts += 1;
      await tx.query('update note set text = text || $2 where id = $1', [note, 's']);
      saying(tx, key);
      if (attempts < 3) await tx.query(LOSE);
    });
    expect([attempts, await textOf(note)]).toEqual([3, 's']);
    expect(await saidBecauseOf(key)).toHaveLength(1);
  });

  it('again and again is given up after the fourth time, and leaves nothing', async () => {
    const note = await aNote();
    const key = randomUUID();
    let attempts = 0;
    await expect(
      transactions().once(contextOf(key), async (tx) => {
        attempts += 1;
        await tx.query('update note set text = text || $2 where id = $1', [note, 'x']);
        saying(tx, key);
        await tx.query(LOSE);
        return {};
      }),
    ).rejects.toThrow('lost on purpose');
    expect([attempts, await textOf(note)]).toEqual([4, '']);
    expect(await saidBecauseOf(key)).toEqual([]);
    expect(await service.rows('select 1 from command_receipt where key = $1', [key])).toEqual([]);
  });

  it('is not what broke otherwise: that is tried once', async () => {
    let attempts = 0;
    await expect(
      transactions().run(aContext(), async (tx) => {
        attempts += 1;
        await tx.query('select 1 / 0');
      }),
    ).rejects.toThrow('division by zero');
    expect(attempts).toBe(1);
  });
});

/** As Postgres says it to a transaction that lost. */
const LOSE = `do $$ begin raise exception 'lost on purpose' using errcode = 'serialization_failure'; end $$`;

/** A place where the first so many wait for each other; who comes later goes on at once. */
function meeting(expected: number): () => Promise<void> {
  let arrived = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived >= expected) open();
    return opened;
  };
}
