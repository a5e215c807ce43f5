import { z } from 'zod';
import { cloudEventSchema, defineEvent, whereabouts } from './event-contract.js';

const specimenLost = defineEvent({
  type: 'lab.specimen.lost.v1',
  about: ({ participantId }) => participantId,
  data: z.object({ ...whereabouts, participantId: z.uuid(), tubes: z.number().int() }),
});

const envelope = {
  specversion: '1.0',
  id: '0195a1f2-0000-7000-8000-000000000001',
  source: '/services/lab-biomarker',
  type: 'lab.specimen.lost.v1',
  subject: '0195a1f2-0000-7000-8000-000000000002',
  time: '2025-03-03T23:30:00.000Z',
  recordedtime: '2025-03-03T23:30:00.000Z',
  datacontenttype: 'application/json',
  dataschema: '/schemas/lab.specimen.lost.v1.json',
  partitionkey: '0195a1f2-0000-7000-8000-000000000002',
  correlationid: '4bf92f3577b34da6a3ce929d0e0e4736',
  causationid: 'key-1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  trialid: 'TRIAL',
  siteid: 'SITE',
  data: { tubes: 3 },
};

describe('an event contract', () => {
  it('is its type, its schema and what it is about', () => {
    const participantId = '0195a1f2-0000-7000-8000-000000000002';
    const data = { trialId: 'TRIAL', siteId: 'SITE', participantId, tubes: 3 };
    expect(specimenLost.type).toBe('lab.specimen.lost.v1');
    expect(specimenLost.about(data)).toBe(participantId);
    expect(specimenLost.data.parse({ ...data, addedLater: true })).toEqual(data);
    expect(specimenLost.data.safeParse({ ...data, tubes: 'three' }).success).toBe(false);
  });
});

describe('the envelope', () => {
  it('is read as it was written, and what a later producer adds is ignored', () => {
    expect(cloudEventSchema.parse({ ...envelope, sampledrate: 1 })).toEqual(envelope);
  });

  it.each(Object.keys(envelope).filter((name) => name !== 'data'))('is refused without %s', (name) => {
    const { [name as keyof typeof envelope]: _, ...rest } = envelope;
    expect(cloudEventSchema.safeParse(rest).success).toBe(false);
  });

  it.each([
    { specversion: '0.3' },
    { datacontenttype: 'text/plain' },
    { id: '' },
    { time: '2025-02-30T00:00:00Z' },
    { time: '2025-03-03' },
    { recordedtime: 'yesterday' },
  ])('is refused with %j', (wrong) => {
    expect(cloudEventSchema.safeParse({ ...envelope, ...wrong }).success).toBe(false);
  });
});
