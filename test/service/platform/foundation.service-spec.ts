import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { grantAccess, operationsOf, participantScreened, visitMissed, type Command } from '@trial/contracts';
import { Transactions, verifyAudit } from '@trial/persistence';
import type { DataSource } from 'typeorm';
import { eventually } from '../../support/eventually.js';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { ToyModule } from './toy.module.js';

const writeNote = { ...grantAccess, subject: 'command.scheduling.write-note.v1' } as Command & typeof grantAccess;
const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', trialId: '' };

const aScreening = (participantCode: string, siteId = 'UMCU') => ({
  trialId: 'MANUS',
  siteId,
  participantId: randomUUID(),
  participantCode,
});
const aNote = (personId: string, organisation = 'site') => ({
  trialId: 'MANUS',
  personId,
  role: 'monitor',
  sites: ['UMCU'],
  organisation,
  zone: 'UTC',
  from: '2025-03-03T08:00:00Z',
});

describe('the foundation of a service', () => {
  let service: BootedService;
  const notes = (text: string) =>
    service.rows<{ id: string; text: string }>('select * from note where text like $1', [`${text}%`]);
  const status = () => service.ask(operations.status, {}, administrator);

  beforeAll(async () => {
    service = await bootService('scheduling', ToyModule);
  });
  afterAll(() => service.stop());

  describe('events', () => {
    it('handles an event once although it is delivered three times', async () => {
      const data = aScreening('ONCE');
      const id = randomUUID();
      for (let copy = 0; copy < 3; copy++) await service.hear(participantScreened, data, { id });
      await service.hear(participantScreened, aScreening('AFTER-ONCE'));

      await eventually(async () => expect(await notes('AFTER-ONCE')).toHaveLength(1));
      await eventually(async () => expect((await status()).outbox).toBe(0));
      expect(await notes('ONCE')).toHaveLength(1);
      expect((await service.said(visitMissed)).filter(({ reason }) => reason === id)).toHaveLength(1);
    });

    it('tells operations of restricted events that wait to be sent, as of all others', async () => {
      const row = [randomUUID(), 'restricted.nobody.may-send.v1', JSON.stringify({ traceparent: '' })];
      // Its user of NATS may not send it, so it stays.
      await asSuperuser(service.database, (client) =>
        client.query('insert into scheduling.outbox_message (event_id, type, event) values ($1, $2, $3)', row),
      );
      expect((await status()).outbox).toBe(1);
      await asSuperuser(service.database, (client) =>
        client.query('delete from scheduling.outbox_message where event_id = $1', [row[0]]),
      );
      await service.hear(participantScreened, aScreening('AFTER-RESTRICTED'));
      await eventually(async () => expect(await notes('AFTER-RESTRICTED')).toHaveLength(1));
      await eventually(async () => expect((await status()).outbox).toBe(0));
    });

    it('is delivered events for as long as it takes: the broker gives up on none that could not be parked', async () => {
      const manager = await jetstreamManager(service.nats);
      const limits = [];
      for await (const { config } of manager.consumers.list('randomisation')) limits.push(config.max_deliver);
      expect(limits.length).toBeGreaterThan(0);
      expect(new Set(limits)).toEqual(new Set([-1]));
    });

    it('parks what the business refuses, at once and with the reason, and goes on', async () => {
      const id = await service.hear(participantScreened, aScreening('REFUSED'));
      await service.hear(participantScreened, aScreening('AFTER-REFUSED'));

      await eventually(async () => expect(await notes('AFTER-REFUSED')).toHaveLength(1));
      const { items } = await eventually(async () => {
        const parked = await service.ask(operations.parkedMessages, {}, administrator);
        expect(parked.items.find((item) => item.eventId.startsWith(id))).toMatchObject({
          deliveries: 1,
          reason: expect.stringContaining('participant-unknown'),
        });
        return parked;
      });
      expect(JSON.stringify(items)).not.toContain('participantCode');
    });

    it('parks a message that is no event of its kind and goes on', async () => {
      await jetstream(service.nats).publish(participantScreened.type, '{ "not": "an event"');
      await service.hear(participantScreened, aScreening('AFTER-NONSENSE'));

      await eventually(async () => expect(await notes('AFTER-NONSENSE')).toHaveLength(1));
      await eventually(async () => {
        const { items } = await service.ask(operations.parkedMessages, {}, administrator);
        expect(items.filter(({ reason }) => reason.includes('not JSON'))).toHaveLength(1);
      });
    });

    it('parks what keeps breaking after the last try, and a replay handles it when the fault is gone', async () => {
      const id = await service.hear(participantScreened, aScreening('BROKEN'));
      const parked = await eventually(async () => {
        const { items } = await service.ask(operations.parkedMessages, {}, administrator);
        const found = items.find((item) => item.eventId.startsWith(id));
        expect(found).toMatchObject({ deliveries: 6, status: 'parked' });
        return found;
      });
      await service.rows(
        `update parked_text set message = replace(message, 'BROKEN', 'MENDED') where parked_message_id = $1`,
        [parked?.id],
      );

      await service.ask(
        operations.replayParkedMessage,
        { messageId: parked?.id ?? '', reason: 'mended' },
        administrator,
      );
      expect(await notes('MENDED')).toHaveLength(1);
      await service.ask(
        operations.replayParkedMessage,
        { messageId: parked?.id ?? '', reason: 'again' },
        administrator,
      );
      expect(await notes('MENDED')).toHaveLength(1);
    });
  });

  describe('commands', () => {
    it('answers three identical commands with one effect and one answer', async () => {
      const key = randomUUID();
      const context = { cause: key, idempotency: { scope: 'caller route', key, fingerprint: 'same' } };
      const replies = await Promise.all([1, 2, 3].map(() => service.send(writeNote, aNote('THRICE'), context)));
      const answered = await service.send(writeNote, aNote('THRICE'), context);

      expect(await notes('THRICE')).toHaveLength(1);
      for (const reply of replies) {
        if ('rejection' in reply) expect(reply.rejection.code).toBe('request-still-running');
        else expect(reply).toEqual(answered);
      }
    });

    it('refuses a key that belongs to another request', async () => {
      const key = randomUUID();
      await service.send(writeNote, aNote('KEYED'), {
        cause: key,
        idempotency: { scope: 's', key, fingerprint: 'one' },
      });
      const reply = await service.send(writeNote, aNote('KEYED-OTHER'), {
        cause: key,
        idempotency: { scope: 's', key, fingerprint: 'other' },
      });
      expect(reply).toMatchObject({ rejection: { code: 'idempotency-key-reused' } });
      expect(await notes('KEYED-OTHER')).toHaveLength(0);
    });

    it('leaves no trace of a refused command and leaves its key free', async () => {
      const key = randomUUID();
      const context = { cause: key, idempotency: { scope: 's', key, fingerprint: 'refused' } };
      expect(await service.send(writeNote, aNote('REGRETTED', 'refused'), context)).toMatchObject({
        rejection: { code: 'not-found' },
      });
      expect(await notes('REGRETTED')).toHaveLength(0);

      expect(await service.send(writeNote, aNote('REGRETTED'), context)).toHaveProperty('ok');
      expect(await notes('REGRETTED')).toHaveLength(1);
    });

    it('names the field and the rule of what it cannot read, and checks the role again', async () => {
      const unread = await service.send(writeNote, { ...aNote('X'), from: '2025-02-30T00:00:00Z', extra: 1 } as never);
      expect(unread).toMatchObject({
        rejection: {
          code: 'request-not-readable',
          details: {
            errors: expect.arrayContaining([
              expect.objectContaining({ field: 'from' }),
              expect.objectContaining({ field: 'extra' }),
            ]),
          },
        },
      });
      expect(await service.send(writeNote, aNote('X'), { role: 'monitor' })).toMatchObject({
        rejection: { code: 'role-not-allowed' },
      });
      expect(await service.send(writeNote, aNote('X'), { trialId: 'OTHER' })).toMatchObject({
        rejection: { code: 'not-found' },
      });
    });
  });

  describe('the database', () => {
    const transactions = () => service.app.get(Transactions, { strict: false });

    it('shows no row of another site, whatever the query forgets', async () => {
      await service.hear(participantScreened, aScreening('ELSEWHERE', 'LUMC'));
      await eventually(async () => expect(await notes('ELSEWHERE')).toHaveLength(1));

      const seen = (sites: string[]) =>
        transactions().read(aContext({ sites }), (tx) => tx.query(`select * from note where text = 'ELSEWHERE'`));
      expect(await seen(['UMCU', 'UMCN'])).toHaveLength(0);
      expect(await seen(['LUMC'])).toHaveLength(1);
      await expect(
        transactions().run(aContext(), (tx) =>
          tx.query(`insert into note values ($1, 'MANUS', 'LUMC', 'smuggled')`, [randomUUID()]),
        ),
      ).rejects.toThrow(/row-level security/);
    });

    it('refuses a write that nobody answers for', async () => {
      await expect(
        transactions().run(aContext({ actor: '' }), (tx) =>
          tx.query(`insert into note values ($1, 'MANUS', 'UMCU', 'anonymous')`, [randomUUID()]),
        ),
      ).rejects.toThrow(/actor/);
    });

    it('refuses a change without a reason', async () => {
      await expect(
        transactions().run(aContext({ reason: ' ' }), (tx) => tx.query(`update note set text = 'changed'`)),
      ).rejects.toThrow(/reason/);
    });

    it('does not write on the read path', async () => {
      await expect(transactions().read(aContext(), (tx) => tx.query(`update note set text = 'x'`))).rejects.toThrow(
        /read-only/,
      );
    });

    it('gives the application no way to change or remove the audit trail, and the owner neither', async () => {
      await expect(
        transactions().run(aContext(), (tx) => tx.query(`update audit_entry set actor = 'somebody'`)),
      ).rejects.toThrow(/permission denied/);
      await expect(transactions().run(aContext(), (tx) => tx.query('delete from audit_block'))).rejects.toThrow(
        /permission denied/,
      );
      await expect(service.rows('delete from audit_entry')).rejects.toThrow(/append-only/);
    });

    it('records who, when, why, before and after', async () => {
      const [note] = await service.rows<{ id: string }>(`select id from note where text = 'KEYED'`);
      await transactions().run(aContext({ actor: 'nurse', reason: 'misread' }), (tx) =>
        tx.query(`update note set text = 'READ-AGAIN' where id = $1`, [note?.id]),
      );
      const trail = await service.rows(
        `select operation, actor, reason, before ->> 'text' as before, after ->> 'text' as after, trace from audit_entry where row_id = $1 order by id`,
        [note?.id],
      );
      expect(trail).toEqual([
        expect.objectContaining({ operation: 'insert', actor: 'investigator-umcu', before: null, after: 'KEYED' }),
        expect.objectContaining({
          operation: 'update',
          actor: 'nurse',
          reason: 'misread',
          before: 'KEYED',
          after: 'READ-AGAIN',
          trace: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-/),
        }),
      ]);
    });
  });

  describe('the audit chain', () => {
    it('seals every committed row once, although one transaction stays open across two blocks', async () => {
      const { dataSource } = service.app.get(Transactions, { strict: false });
      await service.app.get(Transactions, { strict: false }).run(aContext(), async (tx) => {
        await tx.query(`insert into note values ($1, 'MANUS', 'UMCU', 'LONG')`, [randomUUID()]);
        for (const round of ['FIRST', 'SECOND']) {
          await service.ask(writeNote, aNote(`DURING-${round}`));
          await service.ask(operations.auditVerification, {}, administrator);
        }
        // The open transaction holds the horizon back: what committed meanwhile waits for it.
        expect((await verifyAudit(dataSource)).unsealed).toBeGreaterThan(0);
      });
      await eventually(async () => {
        const verification = await service.ask(operations.auditVerification, {}, administrator);
        expect(verification).toMatchObject({ intact: true, unsealed: 0, findings: [] });
      });
      const [count] = await service.rows<{ entries: number; sealed: number }>(
        'select (select count(*)::int from audit_entry) as entries, (select sum(entries)::int from audit_block) as sealed',
      );
      expect(count?.sealed).toBe(count?.entries);
    });

    it.each([
      [
        'a row is altered',
        `update audit_entry set actor = 'nobody' where id = (select min(id) from audit_entry)`,
        /row \d+ does not match its hash/,
      ],
      [
        'a row is altered and hashed again',
        `update audit_entry set actor = 'other' where id = 2; update audit_entry set hash = audit_hash(audit_entry) where id = 2`,
        /does not match its rows/,
      ],
      [
        'a row is removed',
        `delete from audit_entry where id = (select min(id) from audit_entry)`,
        /sealed \d+ rows, \d+ are there/,
      ],
      ['a block is removed', `delete from audit_block where number = 1`, /out of sequence/],
      ['a block is moved to overlap', `update audit_block set from_xid = '3' where number = 2`, /sealed twice/],
    ])('notices that %s', async (_, tampering, finding) => {
      // In a transaction of the superuser that is given up: the verifier must look from inside it.
      const findings = await asSuperuser(service.database, async (client) => {
        await client.query('set search_path = scheduling; set session_replication_role = replica; begin');
        await client.query(tampering);
        const inside = {
          query: async (sql: string, parameters?: unknown[]): Promise<unknown[]> =>
            (await client.query<Record<string, unknown>>(sql, parameters)).rows,
        } as unknown as DataSource;
        const verification = await verifyAudit(inside);
        await client.query('rollback');
        return verification.findings;
      });
      expect(findings.join('\n')).toMatch(finding);
    });
  });

  describe('deadlines', () => {
    it('fires once what nobody met, and not before it is due', async () => {
      await service.hear(participantScreened, aScreening('DUE'));
      const [note] = await eventually(async () => {
        const found = await notes('DUE');
        expect(found).toHaveLength(1);
        return found;
      });
      await service.setTime('2025-03-04T07:59:59.999Z');
      await eventually(async () => expect((await status()).dueDeadlines).toBe(0));
      expect(note?.text).toBe('DUE');

      await service.setTime('2025-03-04T08:00:00.000Z');
      await eventually(async () => expect((await notes('DUE'))[0]?.text).toBe('DUE!'));
      await eventually(async () => expect((await status()).dueDeadlines).toBe(0));
      expect((await notes('DUE'))[0]?.text).toBe('DUE!');
    });

    it('fires from Postgres although every bell in Redis is gone', async () => {
      await service.hear(participantScreened, aScreening('FLUSHED'));
      await eventually(async () => expect(await notes('FLUSHED')).toHaveLength(1));
      const { redis } = await (await import('../../support/stack.js')).startStack();
      const { Redis } = await import('ioredis');
      const client = new Redis(redis);
      await service.setTime('2025-03-06T08:00:00.000Z');
      await client.flushall();
      await eventually(async () => expect((await notes('FLUSHED'))[0]?.text).toBe('FLUSHED!'));
      await client.quit();
      await eventually(async () => expect((await status()).dueDeadlines).toBe(0));
      expect((await notes('FLUSHED'))[0]?.text).toBe('FLUSHED!');
    });
  });
});
