import type { EntityManager } from 'typeorm';
import { participantScreened, type CloudEvent } from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { ReproducibleIds, Transaction } from '@trial/persistence';
import { publish } from './publish.js';

const context: Context = {
  actor: 'person-1',
  role: 'investigator',
  organisation: 'site',
  trialId: 'TRIAL',
  sites: ['SITE'],
  zone: 'Europe/Amsterdam',
  reason: 'command:screen-participant',
  trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cause: 'key-1',
};
const participantId = '0195a1f2-0000-7000-8000-000000000002';
const screened = { trialId: 'TRIAL', siteId: 'SITE', participantId, participantCode: 'SITE-001' };

/** A transaction whose statements are kept instead of run. */
function recording() {
  const statements: (readonly unknown[])[] = [];
  const manager = { query: (_: string, parameters: unknown[]) => Promise.resolve(void statements.push(parameters)) };
  const tx = new Transaction(
    manager as unknown as EntityManager,
    new ReproducibleIds('seed'),
    context,
    instant('2025-03-03T23:30:00Z'),
    'randomisation',
  );
  return { tx, statements };
}

describe('publishing', () => {
  it('leaves one envelope in the outbox, of the instant, trace and cause of its transaction', () => {
    const { tx, statements } = recording();
    publish(tx, participantScreened, screened);

    expect(statements).toHaveLength(1);
    const [id, type, text] = statements[0] ?? [];
    expect(type).toBe('randomisation.participant.screened.v1');
    expect(JSON.parse(String(text)) as CloudEvent).toEqual({
      specversion: '1.0',
      id,
      source: '/services/randomisation',
      type: 'randomisation.participant.screened.v1',
      subject: participantId,
      time: '2025-03-03T23:30:00.000Z',
      recordedtime: '2025-03-03T23:30:00.000Z',
      datacontenttype: 'application/json',
      dataschema: '/schemas/randomisation.participant.screened.v1.json',
      partitionkey: participantId,
      correlationid: '4bf92f3577b34da6a3ce929d0e0e4736',
      causationid: 'key-1',
      traceparent: context.trace,
      trialid: 'TRIAL',
      siteid: 'SITE',
      data: screened,
    });
    expect([...tx.leftBehind]).toEqual(['outbox']);
  });

  it('leaves nothing of data that does not fit', () => {
    const { tx, statements } = recording();
    expect(() => {
      publish(tx, participantScreened, { ...screened, participantId: 'UMCU-001' });
    }).toThrow(/participantId/);
    expect([statements, [...tx.leftBehind]]).toEqual([[], []]);
  });

  it('does not let out what the contract does not name', () => {
    const { tx, statements } = recording();
    const more = { ...screened, surname: 'somebody' };
    publish(tx, participantScreened, more);
    expect(String(statements[0]?.[2])).not.toContain('somebody');
  });
});
