import { randomUUID } from 'node:crypto';
import {
  adverseEventCandidateRaisedV2,
  confirmCandidate,
  listClocks,
  operationsOf,
  participantConsented,
  responseAlerted,
  type DataOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, PATIENT, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

type Alerted = DataOf<typeof responseAlerted>;
const trialId = 'MANUS';

describe('an alert of a questionnaire', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z', variables: PATIENT });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const alerted = (participantId: string, more: Partial<Alerted> = {}): Alerted => ({
    ...{ trialId, siteId: 'UMCU', participantId, trialVersion: 1, responseId: randomUUID(), responseVersion: 1 },
    ...{ visitId: randomUUID(), visitCode: 'W02', assessment: 'pain', instrument: 'pain-vas' },
    ...{ alerts: ['severe-pain'], submittedAt: '2025-03-02T23:30:00.000Z', ...more },
  });
  const shown = async (participantId: string) =>
    (await site.eventsOf(participantId)).map(({ status, flags = [] }) => [status, ...flags].join(' ')).sort();

  it('proposes an adverse event with its clock, once however often it is heard, and says from what', async () => {
    const participantId = await site.aParticipant();
    const alert = alerted(participantId);
    await site.hear(responseAlerted, alert);
    await site.hear(responseAlerted, alert);
    const events = await site.eventsOf(participantId);
    expect(events).toMatchObject([
      {
        ...{ status: 'candidate', source: 'questionnaire', term: 'pain-in-extremity', alert: 'W02/severe-pain' },
        ...{ onsetOn: '2025-03-03', siteId: 'UMCU' },
      },
    ]);
    expect(events[0]).not.toHaveProperty('grade');
    expect(events[0]).not.toHaveProperty('flags');
    const ids = events.map(({ adverseEventId }) => adverseEventId);
    const clocks = (await safety.ask(listClocks, { trialId, limit: 200 })).items;
    expect(clocks.filter(({ adverseEventId }) => ids.includes(adverseEventId))).toMatchObject([
      { clock: 'sae-to-sponsor', state: 'running', dueAt: '2025-03-04T08:00:00.000Z' },
    ]);
    const said = (await safety.said(adverseEventCandidateRaisedV2)).filter(
      (each) => each.participantId === participantId,
    );
    const { responseId, visitCode, instrument } = alert;
    expect(said.map(({ origin }) => origin)).toEqual([
      { from: 'questionnaire', responseId, responseVersion: 1, visitCode, instrument, alert: 'severe-pain' },
    ]);
  });

  it('is confirmed with the grade only an investigator can say', async () => {
    const participantId = await site.aParticipant();
    await site.hear(responseAlerted, alerted(participantId));
    const [candidate] = await site.eventsOf(participantId);
    if (!candidate) throw new Error('no candidate');
    const at = { trialId, participantId, adverseEventId: candidate.adverseEventId };
    const words = { seriousness: [], awareAt: '2025-03-03T08:00:00Z', reason: 'worse than it was' };
    expect(await safety.send(confirmCandidate, { ...at, ...words })).toMatchObject({
      rejection: { code: 'grade-missing' },
    });
    expect(await safety.ask(confirmCandidate, { ...at, ...words, grade: 2 })).toMatchObject({
      ...{ status: 'confirmed', grade: 2, alert: 'W02/severe-pain' },
    });
  });

  it('that a correction takes back is marked, and its candidate waits for an investigator', async () => {
    const participantId = await site.aParticipant();
    const alert = alerted(participantId);
    await site.hear(responseAlerted, alert);
    await site.hear(responseAlerted, { ...alert, responseVersion: 2, alerts: [] });
    expect(await shown(participantId)).toEqual(['candidate origin-taken-back']);
    await site.hear(responseAlerted, { ...alert, responseVersion: 3 });
    expect(await shown(participantId)).toEqual(['candidate']);
    expect(await safety.rows('select 1 from response_alert where participant_id = $1', [participantId])).toHaveLength(
      2,
    );
  });

  it('that is set off again proposes anew once the first proposal was refuted', async () => {
    const participantId = await site.aParticipant();
    const alert = alerted(participantId);
    await site.hear(responseAlerted, alert);
    const [candidate] = await site.eventsOf(participantId);
    if (!candidate) throw new Error('no candidate');
    await site.refute(candidate);
    await site.hear(responseAlerted, { ...alert, responseVersion: 2, alerts: [] });
    await site.hear(responseAlerted, { ...alert, responseVersion: 3 });
    expect(await shown(participantId)).toEqual(['candidate', 'refuted origin-taken-back']);
  });

  it('comes to the same when the correction is heard first', async () => {
    const participantId = await site.aParticipant();
    const alert = alerted(participantId);
    const correction = await safety.hear(responseAlerted, { ...alert, responseVersion: 2, alerts: [] });
    await site.hear(responseAlerted, alert);
    await eventually(async () =>
      expect(await safety.rows('select 1 from inbox_message where event_id = $1', [correction])).toHaveLength(1),
    );
    expect(await shown(participantId)).toEqual(['candidate origin-taken-back']);
  });

  it('waits for the participant it is about', async () => {
    const participantId = randomUUID();
    await safety.hear(responseAlerted, alerted(participantId));
    await safety.hear(participantConsented, {
      ...{ trialId, siteId: 'UMCU', participantId, participantCode: 'X-1', trialVersion: 1 },
      ...{ consentVersion: '1', consentedAt: '2025-02-17T10:00:00.000Z', sex: 'female' as const, age: 50 },
    });
    await eventually(async () => expect(await shown(participantId)).toEqual(['candidate']));
  });

  it('that the trial does not have is parked and lost to nobody', async () => {
    const participantId = await site.aParticipant();
    await safety.hear(responseAlerted, alerted(participantId, { alerts: ['no-such-alert'] }));
    const { parkedMessages } = operationsOf('safety');
    await eventually(async () => {
      const { items } = await safety.ask(parkedMessages, {}, { role: 'administrator', trialId: '' });
      expect(items).toMatchObject([{ type: responseAlerted.type, reason: expect.stringContaining('no-such-alert') }]);
    });
    expect(await site.eventsOf(participantId)).toEqual([]);
  });
});
