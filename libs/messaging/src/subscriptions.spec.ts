import { cloudEventSchema, domainEvents, participantScreened } from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import { durableOf, readEvent, streamOf } from './subscriptions.js';

const participantId = '0195a1f2-0000-7000-8000-000000000002';
const event = {
  specversion: '1.0',
  id: '0195a1f2-0000-7000-8000-000000000001',
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
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  trialid: 'TRIAL',
  siteid: 'SITE',
  data: { trialId: 'TRIAL', siteId: 'SITE', participantId, participantCode: 'SITE-001' },
};

function refusalOf(message: object | string): string {
  try {
    readEvent(participantScreened, typeof message === 'string' ? message : JSON.stringify(message));
  } catch (error) {
    if (error instanceof Rejection && error.code === 'event-not-readable') return error.details.rule ?? '';
    throw error;
  }
  return 'read';
}

describe('a message', () => {
  it('is read as the event it is', () => {
    expect(readEvent(participantScreened, JSON.stringify(event))).toEqual(event);
  });

  it('may say more than its reader knows: a producer moves first', () => {
    const later = { ...event, sampledrate: 1, data: { ...event.data, addedLater: true } };
    expect(readEvent(participantScreened, JSON.stringify(later))).toEqual(event);
  });

  it.each<[string, object | string, RegExp]>([
    ['no JSON', '{', /^the message is not JSON$/],
    ['no object', '"text"', /object/],
    ['of another kind', { ...event, type: 'lab.result.recorded.v1' }, /^type is lab\.result\.recorded\.v1$/],
    ['of a later version', { ...event, type: 'randomisation.participant.screened.v2' }, /^type is .*v2$/],
    ['without an id', { ...event, id: undefined }, /"id"/],
    ['of another specification', { ...event, specversion: '0.3' }, /"specversion"/],
    ['of data without a field', { ...event, data: { ...event.data, participantCode: undefined } }, /"participantCode"/],
    ['of data with a wrong id', { ...event, data: { ...event.data, participantId: '7' } }, /"participantId"/],
    ['of no data', { ...event, data: null }, /object/],
  ])('that is %s will never fit, so it is refused', (_, message, rule) => {
    expect(refusalOf(message)).toMatch(rule);
  });

  it('that was sent by hand fits the envelope the tests use', () => {
    expect(cloudEventSchema.safeParse(event).success).toBe(true);
  });
});

describe('where an event is found', () => {
  it.each([
    ['safety.adverse-event.reported.v1', 'safety'],
    ['lab.result.recorded.v1', 'lab'],
    ['restricted.vault.allocation.made.v1', 'restricted-vault'],
    ['restricted.unblinded.case.assessed.v1', 'restricted-unblinded'],
  ])('%s is on the stream %s', (type, stream) => {
    expect(streamOf(type)).toBe(stream);
  });

  it('is a durable consumer per service and event, under a name that NATS takes', () => {
    expect(durableOf('safety', 'lab.result.recorded.v1')).toBe('safety__lab_result_recorded_v1');
    const names = ['safety', 'lab-biomarker'].flatMap((service) =>
      domainEvents.map(({ type }) => durableOf(service, type)),
    );
    expect(names.filter((name) => !/^[\w-]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(2 * domainEvents.length);
  });
});
