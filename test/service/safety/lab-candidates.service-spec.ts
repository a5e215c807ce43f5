import { randomUUID } from 'node:crypto';
import {
  adverseEventCandidateRaised,
  adverseEventCandidateRaisedV2,
  clockMet,
  clockSuperseded,
  confirmCandidate,
  participantConsented,
  refuteCandidate,
  resultRecorded,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, PATIENT, type BootedService } from '../../support/service.js';
import { SiteOfSafety, TREATED_AT } from './site-of-safety.js';

describe('what laboratory results raise', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z', variables: PATIENT });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  describe('laboratory results', () => {
    it('raise one candidate with its clock although the result is delivered twice', async () => {
      const participantId = await site.aParticipant();
      const result = site.anAlt(participantId);
      const id = randomUUID();
      await safety.hear(resultRecorded, result, { id });
      await safety.hear(resultRecorded, result, { id });

      const [candidate] = await eventually(async () => {
        const found = await site.eventsOf(participantId);
        expect(found).toHaveLength(1);
        return found;
      });
      // 400 U/L is 8.9 x ULN: over 5 and up to 20 times is grade 3 in CTCAE 4.03.
      expect(candidate).toMatchObject({
        status: 'candidate',
        source: 'laboratory',
        term: 'alanine-aminotransferase-increased',
        grade: 3,
        criterion: '4.03/alanine-aminotransferase-increased',
        organClass: 'Investigations',
      });
      expect(await site.clocksOf(candidate?.adverseEventId ?? '')).toMatchObject([
        { clock: 'sae-to-sponsor', state: 'running', dueAt: '2025-03-04T08:00:00.000Z' },
      ]);
      expect(
        (await safety.said(adverseEventCandidateRaised)).filter((said) => said.participantId === participantId),
      ).toMatchObject([{ resultId: result.resultId, grade: 3 }]);
      expect(
        (await safety.said(adverseEventCandidateRaisedV2)).filter((said) => said.participantId === participantId),
      ).toMatchObject([{ origin: { from: 'laboratory', resultId: result.resultId, resultVersion: 1 }, grade: 3 }]);
    });

    it('wait for the participant they are about', async () => {
      const participantId = randomUUID();
      await safety.hear(resultRecorded, site.anAlt(participantId));
      await safety.hear(participantConsented, {
        trialId: 'MANUS',
        siteId: 'UMCU',
        participantId,
        participantCode: 'X-2',
        trialVersion: 1,
        consentVersion: '1',
        consentedAt: TREATED_AT,
        sex: 'male',
        age: 40,
      });
      await eventually(async () => expect(await site.eventsOf(participantId)).toHaveLength(1));
    });

    it('below the threshold of the trial raise nothing', async () => {
      const participantId = await site.aParticipant();
      await safety.hear(
        resultRecorded,
        site.anAlt(participantId, { value: { comparator: '=', number: 46, unit: 'U/L' } }),
      );
      const marker = site.anAlt(participantId, {
        analyte: 'haemoglobin',
        value: { comparator: '=', number: 4.5, unit: 'mmol/L' },
        range: { low: 7.5 },
      });
      await safety.hear(resultRecorded, marker);
      await eventually(async () =>
        expect(await site.eventsOf(participantId)).toMatchObject([{ term: 'anemia', grade: 3 }]),
      );
    });
  });

  describe('a candidate', () => {
    async function aCandidate(): Promise<{ trialId: string; participantId: string; adverseEventId: string }> {
      const participantId = await site.aParticipant();
      await safety.hear(resultRecorded, site.anAlt(participantId));
      const [found] = await eventually(async () => {
        const events = await site.eventsOf(participantId);
        expect(events).toHaveLength(1);
        return events;
      });
      return { trialId: 'MANUS', participantId, adverseEventId: found?.adverseEventId ?? '' };
    }

    it('is confirmed by an investigator, not serious, and its clock is met', async () => {
      const at = await aCandidate();
      const confirmed = await safety.ask(confirmCandidate, {
        ...at,
        seriousness: [],
        awareAt: '2025-03-03T08:00:00Z',
        reason: 'clinically relevant',
      });
      expect(confirmed).toMatchObject({
        status: 'confirmed',
        grade: 3,
        serious: false,
        flags: ['grade-3-or-more-not-serious'],
        version: 2,
      });
      expect(await site.clocksOf(at.adverseEventId)).toMatchObject([{ state: 'met' }]);
      expect(
        (await safety.said(clockMet)).filter(({ adverseEventId }) => adverseEventId === at.adverseEventId),
      ).toMatchObject([{ late: false }]);
      expect(await safety.send(refuteCandidate, { ...at, reason: 'changed my mind' })).toMatchObject({
        rejection: { code: 'not-a-candidate' },
      });
    });

    it('that was known before it was proposed has hours from then', async () => {
      const at = await aCandidate();
      const awareAt = '2025-03-03T07:30:00Z';
      await safety.ask(confirmCandidate, { ...at, seriousness: ['hospitalisation'], awareAt, reason: 'admitted' });
      const clocks = await site.clocksOf(at.adverseEventId);
      expect(clocks.map(({ state, dueAt }) => [state, dueAt]).sort()).toEqual([
        ['running', '2025-03-04T07:30:00.000Z'],
        ['superseded', '2025-03-04T08:00:00.000Z'],
      ]);
      const superseded = (await safety.said(clockSuperseded)).filter(
        ({ adverseEventId }) => adverseEventId === at.adverseEventId,
      );
      expect(superseded).toMatchObject([{ dueAt: '2025-03-04T08:00:00.000Z' }]);
    });

    it('is refuted with a reason and not counted', async () => {
      const at = await aCandidate();
      expect(await safety.ask(refuteCandidate, { ...at, reason: 'haemolysed' })).toMatchObject({ status: 'refuted' });
      expect(
        await safety.rows('select verdict, assessed_by as by, reason from assessment where adverse_event_id = $1', [
          at.adverseEventId,
        ]),
      ).toEqual([{ verdict: 'refuted', by: 'investigator-umcu', reason: 'haemolysed' }]);
    });
  });
});
