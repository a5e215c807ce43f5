import { domainEvents, roles, type CloudEvent } from '@trial/contracts';
import { mayHear, readable, rolesThatListen } from './live-events.js';

const participantId = '0195a1f2-0000-7000-8000-000000000002';
const another = '0195a1f2-0000-7000-8000-000000000003';

const caller = (role: string, more: { sites?: string[]; trialId?: string; participantId?: string } = {}) => ({
  role,
  trialId: 'TRIAL',
  sites: ['UMCU', 'LUMC'],
  ...more,
});
const event = (type: string, more: Partial<CloudEvent> = {}): CloudEvent => ({
  specversion: '1.0',
  id: '0195a1f2-0000-7000-8000-000000000001',
  source: '/services/somewhere',
  type,
  subject: participantId,
  time: '2025-03-03T23:30:00.000Z',
  recordedtime: '2025-03-03T23:30:00.000Z',
  datacontenttype: 'application/json',
  dataschema: '',
  partitionkey: participantId,
  correlationid: '',
  causationid: '',
  traceparent: '',
  trialid: 'TRIAL',
  siteid: 'UMCU',
  data: {},
  ...more,
});

const SCREENED = 'randomisation.participant.screened.v1';
const PLANNED = 'scheduling.visit.planned.v1';
const SUBMITTED = 'questionnaire.response.submitted.v1';
const RECORDED = 'lab.result.recorded.v1';
const REPORTED = 'safety.adverse-event.reported.v1';
const GRANTED = 'gateway.access.granted.v1';
const BROKEN = 'randomisation.code.broken.v1';
const ALL = [SCREENED, PLANNED, SUBMITTED, RECORDED, REPORTED, GRANTED];
const OF_THE_SITE = [SCREENED, PLANNED, SUBMITTED, RECORDED, REPORTED];

describe('what a role hears', () => {
  it.each([
    ['investigator', OF_THE_SITE],
    ['study-nurse', OF_THE_SITE],
    ['monitor', OF_THE_SITE],
    ['data-manager', OF_THE_SITE],
    ['safety-physician', [SCREENED, REPORTED]],
    ['participant', [PLANNED, SUBMITTED]],
    ['pharmacist', [SCREENED]],
    ['administrator', []],
    ['list-statistician', []],
    ['dsmb-statistician', []],
    ['pharmacovigilance-officer', []],
    ['service', []],
  ])('%s: %j', (role, heard) => {
    expect(ALL.filter((type) => mayHear(caller(role, { participantId }), event(type)))).toEqual(heard);
  });

  it('is, when a code is broken, that it was: for sponsor, monitor and site at once, and not for the participant', () => {
    const told = roles.filter((role) => mayHear(caller(role, { participantId }), event(BROKEN)));
    expect(told).toEqual(['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician', 'pharmacist']);
  });

  it('is of the trial the caller acts in, and of the sites they may see', () => {
    const nurse = caller('study-nurse');
    expect([
      mayHear(nurse, event(PLANNED, { siteid: 'LUMC' })),
      mayHear(nurse, event(PLANNED, { siteid: 'UMCN' })),
      mayHear(nurse, event(PLANNED, { siteid: '' })),
      mayHear(nurse, event(PLANNED, { trialid: 'OTHER' })),
      mayHear(caller('study-nurse', { sites: [] }), event(PLANNED)),
    ]).toEqual([true, false, false, false, false]);
  });

  it('is, of a proposed pause, for those alone who may ask for it', () => {
    for (const type of ['safety.pause.proposed.v1', 'safety.pause-proposal.settled.v1'])
      expect(roles.filter((role) => mayHear(caller(role, { participantId }), event(type)))).toEqual([
        'safety-physician',
      ]);
  });

  it('is, of what answers set off, for the staff, and not for the participant who gave them', () => {
    const alerted = event('questionnaire.response.alerted.v1');
    expect(roles.filter((role) => mayHear(caller(role, { participantId }), alerted))).toEqual([
      ...['investigator', 'study-nurse', 'monitor', 'data-manager'],
    ]);
  });

  it('is, of a clock of the whole trial, for those who may list them, whatever site they are at', () => {
    for (const step of ['started', 'met', 'breached', 'superseded', 'withdrawn']) {
      const told = event(`safety.sponsor-clock.${step}.v1`, { siteid: '' });
      expect(roles.filter((role) => mayHear(caller(role, { participantId }), told))).toEqual(['safety-physician']);
    }
  });

  it('is a pause of the whole trial at every site, and at none of another trial', () => {
    const paused = event('randomisation.randomisation.paused.v1', { siteid: '' });
    expect([
      mayHear(caller('study-nurse'), paused),
      mayHear(caller('pharmacist'), paused),
      mayHear(caller('study-nurse', { sites: [] }), paused),
      mayHear(caller('study-nurse', { trialId: 'OTHER' }), paused),
      mayHear(caller('participant', { participantId }), paused),
    ]).toEqual([true, true, false, false, false]);
  });

  it('is for a participant what is about themselves', () => {
    const about = (partitionkey: string) => event(PLANNED, { partitionkey });
    expect([
      mayHear(caller('participant', { participantId }), about(participantId)),
      mayHear(caller('participant', { participantId }), about(another)),
      mayHear(caller('participant'), about(participantId)),
    ]).toEqual([true, false, false]);
  });

  it('is never restricted, for anybody', () => {
    for (const role of roles)
      expect(mayHear(caller(role, { participantId }), event('restricted.vault.allocation.made.v1'))).toBe(false);
  });

  it('is something for every role that listens, and every role is one there is', () => {
    const types = domainEvents.map(({ type }) => type);
    for (const role of rolesThatListen) {
      expect(roles).toContain(role);
      expect(types.some((type) => mayHear(caller(role, { participantId }), event(type)))).toBe(true);
    }
  });
});

describe('a message on an event subject', () => {
  it('that is no JSON, or no event, is passed over and breaks nothing', () => {
    expect(readable('{ "half": ')).toBeUndefined();
    expect(readable('{ "not": "an event" }')).toBeUndefined();
  });

  it('that is an event is read', () => {
    const sent = event('safety.clock.started.v1');
    expect(readable(JSON.stringify(sent))).toEqual(sent);
  });
});
