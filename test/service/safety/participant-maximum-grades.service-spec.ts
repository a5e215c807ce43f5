import { randomUUID } from 'node:crypto';
import {
  correctGrade,
  participantConsented,
  readMaximumGrades,
  readParticipantMaximumGrades,
  reportAdverseEvent,
  resultRecorded,
  type AdverseEventView,
  type ParticipantMaxima,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety, TREATED_AT } from './site-of-safety.js';

/** Day 100 after treatment; day 84 is 12 May. */
const NOW = '2025-05-28T08:00:00.000Z';
const STOMACH = 'Gastrointestinal disorders';

describe('the maximum grades of one participant, live', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const report = (participantId: string, more: Partial<RequestOf<typeof reportAdverseEvent>>) =>
    safety.ask(reportAdverseEvent, {
      ...{ trialId: 'MANUS', participantId, term: 'nausea', grade: 1, onsetOn: '2025-03-01', seriousness: [] },
      ...{ awareAt: '2025-05-27T10:00:00Z', ...more },
    });
  const maximaOf = (participantId: string) =>
    safety.ask(readParticipantMaximumGrades, { trialId: 'MANUS', participantId });
  const stomachIn = (maxima?: ParticipantMaxima) =>
    maxima?.organClasses.find(({ organClass }) => organClass === STOMACH);
  const reached = (grade: string, ...events: AdverseEventView[]) => ({
    grade,
    reachedBy: events.map(({ adverseEventId }) => ({ adverseEventId, segment: 1 })),
  });

  it('are those within the primary cut-off and those until now, each with the event it comes from', async () => {
    const participantId = await site.aParticipant();
    const early = await report(participantId, { grade: 2 });
    const late = await report(participantId, { grade: 3, onsetOn: '2025-05-13' });
    const maxima = await maximaOf(participantId);
    expect(maxima).toMatchObject({ ctcaeVersion: '4.03', trialVersion: 1, treatedAt: TREATED_AT });
    expect([maxima.untilCutOff?.untilDay, maxima.upToNow?.untilDay]).toEqual([84, 100]);
    expect(stomachIn(maxima.untilCutOff)).toEqual({ organClass: STOMACH, ...reached('2', early) });
    expect(stomachIn(maxima.upToNow)).toEqual({ organClass: STOMACH, ...reached('3', late) });
    expect(maxima.upToNow?.overall).toEqual(reached('3', late));
  });

  it('follow a correction at once, and are what the table counts', async () => {
    const cell = async () =>
      (await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, { role: 'monitor' })).cells
        .filter(({ organClass, participants }) => organClass === 'Eye disorders' && participants > 0)
        .flatMap(({ grade }) => (grade === '0' ? [] : [grade]));
    const participantId = await site.aParticipant();
    const event = await report(participantId, { term: 'dry-eye', grade: 3 });
    const corrected = { participantId, adverseEventId: event.adverseEventId, segment: 1, grade: 2 as const };
    await safety.ask(correctGrade, {
      ...{ trialId: 'MANUS', ...corrected, expectedVersion: event.version, reason: 'mistyped' },
    });
    expect((await maximaOf(participantId)).untilCutOff?.overall).toEqual(reached('2', event));
    expect(await cell()).toEqual(['2']);
  });

  it('leave out what nobody has confirmed', async () => {
    const participantId = await site.aParticipant();
    await site.hear(resultRecorded, site.anAlt(participantId));
    expect(await site.eventsOf(participantId)).toMatchObject([{ status: 'candidate', grade: 3 }]);
    expect((await maximaOf(participantId)).upToNow?.overall).toEqual({ grade: '0', reachedBy: [] });
  });

  it('are none before treatment', async () => {
    const participantId = randomUUID();
    const place = { trialId: 'MANUS', siteId: 'UMCU', participantId, participantCode: 'X-2', trialVersion: 1 };
    const consent = { consentVersion: '1', consentedAt: TREATED_AT, sex: 'female', age: 50 } as const;
    await site.hear(participantConsented, { ...place, ...consent });
    expect(await maximaOf(participantId)).toEqual({ participantId, ctcaeVersion: '4.03', trialVersion: 1 });
  });

  it('are not shown to another site', async () => {
    const participantId = await site.aParticipant();
    const request = { trialId: 'MANUS', participantId };
    expect(await safety.send(readParticipantMaximumGrades, request, { sites: ['LUMC'] })).toMatchObject({
      rejection: { code: 'participant-unknown' },
    });
  });
});
