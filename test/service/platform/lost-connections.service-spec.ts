import { randomUUID } from 'node:crypto';
import { visitMissed } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { publish } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { openLossyDoor, type LossyDoor } from '../../support/lossy-door.js';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { startStack } from '../../support/stack.js';
import { ToyModule } from './toy.module.js';

describe('work whose database connection is lost', () => {
  let door: LossyDoor;
  let service: BootedService;
  beforeAll(async () => {
    door = await openLossyDoor((await startStack()).postgres);
    service = await bootService('scheduling', ToyModule, {
      variables: ({ SCHEDULING_DATABASE_URL = '' }) => ({
        SCHEDULING_DATABASE_URL: door.through(SCHEDULING_DATABASE_URL),
      }),
    });
  });
  afterAll(async () => {
    await service.stop();
    await door.close();
  });

  const transactions = () => service.app.get(Transactions, { strict: false });
  const contextOf = (key: string): Context =>
    aContext({ reason: key, cause: key, idempotency: { scope: 'lost', key, fingerprint: key } });
  const cut = (pid: number, how: 'terminate' | 'cancel') => service.rows(`select pg_${how}_backend($1::int)`, [pid]);
  const pidOf = async (tx: Transaction) =>
    (await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid ?? 0;
  /** Writes a note and says so; `interrupt` may spoil the connection before the last statement. */
  const writing = (key: string, interrupt: (tx: Transaction) => Promise<unknown>) => async (tx: Transaction) => {
    const id = tx.newId();
    await tx.query(`insert into note values ($1, 'MANUS', 'UMCU', $2)`, [id, key]);
    publish(tx, visitMissed, {
      ...{ trialId: 'MANUS', siteId: 'UMCU', participantId: id, visitId: id, visitCode: 'NOTE' },
      ...{ trialVersion: 1, reason: key },
    });
    await interrupt(tx);
    await tx.query('select 1');
    return { id };
  };
  const leftBy = async (key: string) => ({
    notes: (await service.rows<{ id: string }>('select id from note where text = $1', [key])).map(({ id }) => id),
    said: (await service.said(visitMissed)).filter(({ reason }) => reason === key).map(({ visitId }) => visitId),
    receipts: (await service.rows('select 1 from command_receipt where key = $1', [key])).length,
  });
  const once = (many: number, interrupt: (tx: Transaction) => Promise<unknown>) => {
    let attempts = 0;
    return {
      attempts: () => attempts,
      interrupt: async (tx: Transaction) => {
        attempts += 1;
        if (attempts <= many) await interrupt(tx);
      },
    };
  };

  it.each<['run' | 'once', 'terminate' | 'cancel']>([
    ['once', 'terminate'],
    ['run', 'terminate'],
    ['once', 'cancel'],
    ['run', 'cancel'],
  ])('before the commit is done again, with the effects of once (%s, %s)', async (way, how) => {
    const key = randomUUID();
    // While a statement runs: the server tells whoever waits for it.
    const { attempts, interrupt } = once(2, async (tx) => {
      const pid = await pidOf(tx);
      await Promise.all([tx.query('select pg_sleep(60)'), cut(pid, how)]);
    });
    const all = transactions();
    const work = writing(key, interrupt);
    const { id } = await (way === 'run' ? all.run(contextOf(key), work) : all.once(contextOf(key), work));
    expect(attempts()).toBe(3);
    expect(await leftBy(key)).toEqual({ notes: [id], said: [id], receipts: way === 'once' ? 1 : 0 });
  });

  it('between two statements is done again', async () => {
    const key = randomUUID();
    const { attempts, interrupt } = once(1, async (tx) => cut(await pidOf(tx), 'terminate'));
    const { id } = await transactions().run(contextOf(key), writing(key, interrupt));
    expect(attempts()).toBe(2);
    expect(await leftBy(key)).toEqual({ notes: [id], said: [id], receipts: 0 });
  });

  it('for good is given up after the fourth time, and leaves nothing', async () => {
    const key = randomUUID();
    const { attempts, interrupt } = once(9, async (tx) => cut(await pidOf(tx), 'terminate'));
    await expect(transactions().once(contextOf(key), writing(key, interrupt))).rejects.toThrow('connection');
    expect(attempts()).toBe(4);
    expect(await leftBy(key)).toEqual({ notes: [], said: [], receipts: 0 });
  });

  it('with the answer to its commit finds what it had answered, and does nothing twice', async () => {
    const key = randomUUID();
    const before = door.lost();
    const { attempts, interrupt } = once(1, () => {
      door.loseCommits(1);
      return Promise.resolve();
    });
    const { id } = await transactions().once(contextOf(key), writing(key, interrupt));
    expect([attempts(), door.lost() - before]).toEqual([1, 1]);
    expect(await leftBy(key)).toEqual({ notes: [id], said: [id], receipts: 1 });
  });

  it('with the answer to its commit is not done again without a key: nobody knows whether it was', async () => {
    const key = randomUUID();
    const { attempts, interrupt } = once(1, () => {
      door.loseCommits(1);
      return Promise.resolve();
    });
    await expect(transactions().run(contextOf(key), writing(key, interrupt))).rejects.toThrow('connection');
    expect(attempts()).toBe(1);
    const { notes, said } = await leftBy(key);
    expect([notes.length, said.length]).toEqual([1, 1]);
  });

  it('while it only reads is done again', async () => {
    const { attempts, interrupt } = once(1, async (tx) => cut(await pidOf(tx), 'terminate'));
    const read = await transactions().read(aContext(), async (tx) => {
      await interrupt(tx);
      return tx.query<{ one: number }>('select 1 as one');
    });
    expect([attempts(), read]).toEqual([2, [{ one: 1 }]]);
  });
});
