import { randomUUID } from 'node:crypto';
import {
  adverseEventCandidateRaised,
  adverseEventCandidateRaisedV2,
  adverseEventReported,
  clockBreached,
  clockMet,
  clockStarted,
  clockSuperseded,
  closeExpeditedAssessment,
  confirmCandidate,
  judgeCausality,
  listAdverseEvents,
  listClocks,
  operationsOf,
  participantConsented,
  participantTreated,
  readAdverseEvent,
  readMaximumGrades,
  receiveAtSponsor,
  receiveFollowUp,
  refuteCandidate,
  reportAdverseEvent,
  resultRecorded,
  reviseAdverseEvent,
  treatmentCorrected,
  type AdverseEventView,
  type DataOf,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { unmapped } from '../../support/mapped-tables.js';
import { bootService, type BootedService } from '../../support/service.js';

const TREATED_AT = '2025-02-17T10:00:00.000Z';

describe('safety', () => {
  let safety: BootedService;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
  });
  afterAll(() => safety.stop());

  /** A participant this service has heard of. */
  async function aParticipant(siteId = 'UMCU'): Promise<string> {
    const participantId = randomUUID();
    const place = { trialId: 'MANUS', siteId, participantId, participantCode: 'X-1', trialVersion: 1 };
    await safety.hear(participantConsented, {
      ...place,
      consentVersion: '1',
      consentedAt: TREATED_AT,
      sex: 'female',
      age: 50,
    });
    await safety.hear(participantTreated, {
      ...place,
      administrationId: randomUUID(),
      anchorAt: TREATED_AT,
      zone: 'Europe/Amsterdam',
    });
    await eventually(async () => {
      expect(
        await safety.rows('select 1 from participant where id = $1 and treated_at is not null', [participantId]),
      ).toHaveLength(1);
    });
    return participantId;
  }

  const aResult = (
    participantId: string,
    more: Partial<DataOf<typeof resultRecorded>> = {},
  ): DataOf<typeof resultRecorded> => ({
    trialId: 'MANUS',
    siteId: 'UMCU',
    participantId,
    resultId: randomUUID(),
    resultVersion: 1,
    analyte: 'alt',
    value: { comparator: '=', number: 400, unit: 'U/L' },
    range: { high: 45 },
    collectedAt: '2025-03-03T07:00:00.000Z',
    ...more,
  });

  const report = (participantId: string, more: Partial<RequestOf<typeof reportAdverseEvent>> = {}) =>
    safety.ask(reportAdverseEvent, {
      trialId: 'MANUS',
      participantId,
      term: 'fall',
      grade: 3,
      seriousness: [],
      onsetOn: '2025-03-03',
      awareAt: '2025-03-03T07:30:00Z',
      ...more,
    });

  const eventsOf = async (participantId: string): Promise<AdverseEventView[]> =>
    (await safety.ask(listAdverseEvents, { trialId: 'MANUS', participantId })).items;
  const clocksOf = async (adverseEventId: string) =>
    (await safety.ask(listClocks, { trialId: 'MANUS', limit: 200 })).items.filter(
      (clock) => clock.adverseEventId === adverseEventId,
    );
  const officer = { actor: 'pharmacovigilance-officer', role: 'pharmacovigilance-officer', sites: ['UMCU'] };
  const physician = { actor: 'safety-physician', role: 'safety-physician', sites: ['UMCU', 'UMCN', 'LUMC'] };

  /** A serious event the sponsor holds, suspected and unexpected. */
  async function aSuspectedReaction(
    seriousness: ('hospitalisation' | 'death')[] = ['hospitalisation'],
  ): Promise<{ participantId: string; event: AdverseEventView }> {
    const participantId = await aParticipant();
    const fatal = seriousness.includes('death');
    const reported = await report(participantId, {
      term: 'sepsis',
      grade: fatal ? 5 : 4,
      seriousness,
      ...(fatal ? { outcome: 'fatal' } : {}),
    });
    await safety.ask(judgeCausality, {
      trialId: 'MANUS',
      participantId,
      adverseEventId: reported.adverseEventId,
      opinions: [{ cause: 'cells', related: true }],
      reason: 'soon after',
    });
    const event = await safety.ask(
      receiveAtSponsor,
      {
        trialId: 'MANUS',
        participantId,
        adverseEventId: reported.adverseEventId,
        receivedAt: '2025-03-03T08:00:00Z',
        expectedness: 'unexpected',
      },
      physician,
    );
    return { participantId, event };
  }

  describe('laboratory results', () => {
    it('raise one candidate with its clock although the result is delivered twice', async () => {
      const participantId = await aParticipant();
      const result = aResult(participantId);
      const id = randomUUID();
      await safety.hear(resultRecorded, result, { id });
      await safety.hear(resultRecorded, result, { id });

      const [candidate] = await eventually(async () => {
        const found = await eventsOf(participantId);
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
      expect(await clocksOf(candidate?.adverseEventId ?? '')).toMatchObject([
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
      await safety.hear(resultRecorded, aResult(participantId));
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
      await eventually(async () => expect(await eventsOf(participantId)).toHaveLength(1));
    });

    it('below the threshold of the trial raise nothing', async () => {
      const participantId = await aParticipant();
      await safety.hear(
        resultRecorded,
        aResult(participantId, { value: { comparator: '=', number: 46, unit: 'U/L' } }),
      );
      const marker = aResult(participantId, {
        analyte: 'haemoglobin',
        value: { comparator: '=', number: 4.5, unit: 'mmol/L' },
        range: { low: 7.5 },
      });
      await safety.hear(resultRecorded, marker);
      await eventually(async () => expect(await eventsOf(participantId)).toMatchObject([{ term: 'anemia', grade: 3 }]));
    });
  });

  describe('a candidate', () => {
    async function aCandidate(): Promise<{ trialId: string; participantId: string; adverseEventId: string }> {
      const participantId = await aParticipant();
      await safety.hear(resultRecorded, aResult(participantId));
      const [found] = await eventually(async () => {
        const events = await eventsOf(participantId);
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
      expect(await clocksOf(at.adverseEventId)).toMatchObject([{ state: 'met' }]);
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
      const clocks = await clocksOf(at.adverseEventId);
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

  describe('an adverse event', () => {
    it('that is serious starts the 24 hours from awareness; one that is not starts none', async () => {
      const participantId = await aParticipant();
      const serious = await report(participantId, { seriousness: ['hospitalisation'] });
      expect(await clocksOf(serious.adverseEventId)).toMatchObject([
        { clock: 'sae-to-sponsor', startedAt: '2025-03-03T07:30:00.000Z', dueAt: '2025-03-04T07:30:00.000Z' },
      ]);
      expect(await clocksOf((await report(participantId)).adverseEventId)).toEqual([]);
      expect(
        (await safety.said(adverseEventReported)).filter((said) => said.participantId === participantId),
      ).toHaveLength(2);
    });

    it.each([
      ['a grade the term does not offer', { term: 'fall', grade: 5 }, 'grade-not-offered'],
      ['an unknown term', { term: 'no-such-term' }, 'term-unknown'],
      ['an onset after awareness', { onsetOn: '2025-03-04' }, 'onset-after-awareness'],
      ['awareness in the future', { awareAt: '2025-03-03T09:00:00Z' }, 'awareness-in-future'],
      ['"Other, specify" without words', { term: 'investigations-other-specify', grade: 2 }, 'words-missing'],
      ['grade 5 without death', { term: 'sepsis', grade: 5 }, 'grade-5-needs-death'],
    ] as const)('with %s is refused and leaves nothing behind', async (_, wrong, code) => {
      const participantId = await aParticipant();
      const request = {
        trialId: 'MANUS',
        participantId,
        term: 'fall',
        grade: 3,
        seriousness: [],
        onsetOn: '2025-03-03',
        awareAt: '2025-03-03T07:30:00Z',
        ...wrong,
      };
      expect(await safety.send(reportAdverseEvent, request as never)).toMatchObject({ rejection: { code } });
      expect(await safety.rows('select 1 from adverse_event where participant_id = $1', [participantId])).toHaveLength(
        0,
      );
    });

    it('is invisible from another site', async () => {
      const participantId = await aParticipant('LUMC');
      expect(
        await safety.send(reportAdverseEvent, {
          trialId: 'MANUS',
          participantId,
          term: 'fall',
          grade: 1,
          seriousness: [],
          onsetOn: '2025-03-03',
          awareAt: '2025-03-03T07:30:00Z',
        }),
      ).toMatchObject({ rejection: { code: 'participant-unknown' } });
      const there = { sites: ['LUMC'] };
      const event = await safety.ask(
        reportAdverseEvent,
        {
          trialId: 'MANUS',
          participantId,
          term: 'fall',
          grade: 1,
          seriousness: [],
          onsetOn: '2025-03-03',
          awareAt: '2025-03-03T07:30:00Z',
        },
        there,
      );
      const at = { trialId: 'MANUS', participantId, adverseEventId: event.adverseEventId };
      expect(await safety.send(readAdverseEvent, at)).toMatchObject({ rejection: { code: 'adverse-event-unknown' } });
      expect(await safety.ask(readAdverseEvent, at, there)).toMatchObject({ term: 'fall' });
    });

    it('changes only for who has read the latest version, and keeps every grade', async () => {
      const participantId = await aParticipant();
      const event = await report(participantId, { grade: 1 });
      const at = {
        trialId: 'MANUS',
        participantId,
        adverseEventId: event.adverseEventId,
        awareAt: '2025-03-03T08:00:00Z',
        reason: 'got worse',
      };
      expect(await safety.ask(reviseAdverseEvent, { ...at, expectedVersion: 1, grade: 2 })).toMatchObject({
        grade: 2,
        version: 2,
      });
      expect(await safety.send(reviseAdverseEvent, { ...at, expectedVersion: 1, grade: 3 })).toMatchObject({
        rejection: { code: 'version-conflict' },
      });
      expect(
        await safety.rows('select ordinal, grade from grade_segment where adverse_event_id = $1 order by 1', [
          event.adverseEventId,
        ]),
      ).toEqual([
        { ordinal: 1, grade: 1 },
        { ordinal: 2, grade: 2 },
      ]);
    });
  });

  describe('expedited reporting', () => {
    it('runs 15 days for a suspected unexpected reaction, from the civil day of receipt', async () => {
      const { event } = await aSuspectedReaction();
      expect(await clocksOf(event.adverseEventId)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ clock: 'sae-to-sponsor', state: 'met' }),
          expect.objectContaining({ clock: 'susar-other', state: 'running', dueAt: '2025-03-18T23:00:00.000Z' }),
        ]),
      );
    });

    it('runs 7 and 8 more days when it was fatal', async () => {
      const { event } = await aSuspectedReaction(['death']);
      const clocks = await clocksOf(event.adverseEventId);
      expect(clocks.map(({ clock, dueAt }) => [clock, dueAt])).toEqual(
        expect.arrayContaining([
          ['susar-fatal', '2025-03-10T23:00:00.000Z'],
          ['susar-completion', '2025-03-18T23:00:00.000Z'],
        ]),
      );
    });

    it('ends when pharmacovigilance closes the assessment, with one event', async () => {
      const { participantId, event } = await aSuspectedReaction();
      const at = {
        trialId: 'MANUS',
        participantId,
        adverseEventId: event.adverseEventId,
        clock: 'susar-other',
        reason: 'done',
      };
      await eventually(async () =>
        expect(await safety.send(closeExpeditedAssessment, at, officer)).toHaveProperty('ok'),
      );
      await eventually(async () =>
        expect(await clocksOf(event.adverseEventId)).toEqual(
          expect.arrayContaining([expect.objectContaining({ clock: 'susar-other', state: 'met' })]),
        ),
      );
      expect(await safety.send(closeExpeditedAssessment, at, officer)).toMatchObject({
        rejection: { code: 'clock-not-running' },
      });
    });

    it('goes on under the seven-day clock when a reaction turns out fatal, and keeps the earlier one', async () => {
      const { participantId, event } = await aSuspectedReaction();
      await safety.ask(reviseAdverseEvent, {
        trialId: 'MANUS',
        participantId,
        adverseEventId: event.adverseEventId,
        seriousness: ['hospitalisation', 'death'],
        outcome: 'fatal',
        grade: 5,
        awareAt: '2025-03-03T08:00:00Z',
        expectedVersion: event.version,
        reason: 'died',
      });
      const clocks = await clocksOf(event.adverseEventId);
      expect(clocks).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ clock: 'susar-other', state: 'superseded' }),
          expect.objectContaining({ clock: 'susar-fatal', state: 'running', dueAt: '2025-03-10T23:00:00.000Z' }),
        ]),
      );
    });

    const answered = async ({ participantId, adverseEventId }: AdverseEventView): Promise<void> => {
      const at = { trialId: 'MANUS', participantId, adverseEventId, clock: 'susar-other', reason: 'done' };
      await eventually(async () =>
        expect(await safety.send(closeExpeditedAssessment, at, officer)).toHaveProperty('ok'),
      );
      await eventually(async () =>
        expect((await clocksOf(adverseEventId)).filter(({ state }) => state === 'running')).toEqual([]),
      );
    };
    const dies = ({ participantId, adverseEventId, version }: AdverseEventView) =>
      safety.ask(reviseAdverseEvent, {
        ...{ trialId: 'MANUS', participantId, adverseEventId, expectedVersion: version, reason: 'died' },
        ...{ seriousness: ['hospitalisation', 'death'], outcome: 'fatal', grade: 5, awareAt: '2025-03-03T08:00:00Z' },
      });
    const fatal = {
      clock: 'susar-fatal',
      basis: 'upgrade',
      state: 'running',
      dayZeroOn: '2025-03-03',
      dueOn: '2025-03-10',
    };

    it('has seven days when it turns out fatal after its report was made', async () => {
      const { event } = await aSuspectedReaction();
      await answered(event);
      await dies(event);
      expect(await clocksOf(event.adverseEventId)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ clock: 'susar-other', state: 'met' }),
          expect.objectContaining(fatal),
        ]),
      );
    });

    it('has seven days when it was expected and turns out fatal, and its clock says from what', async () => {
      const participantId = await aParticipant();
      const reported = await report(participantId, { term: 'sepsis', grade: 4, seriousness: ['hospitalisation'] });
      const { adverseEventId } = reported;
      const at = { trialId: 'MANUS', participantId, adverseEventId };
      const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness: 'expected' as const };
      const event = await safety.ask(receiveAtSponsor, { ...at, ...received }, physician);
      expect((await clocksOf(adverseEventId)).map(({ clock }) => clock)).toEqual(['sae-to-sponsor']);
      await dies(event);
      const clocks = await clocksOf(adverseEventId);
      expect(clocks.find(({ clock }) => clock === 'susar-fatal')).toMatchObject({
        ...{ ...fatal, trialVersion: 1 },
        inputs: { days: 7, seriousness: ['hospitalisation', 'death'], suspicion: 'missing' },
      });
      expect(clocks.find(({ clock }) => clock === 'sae-to-sponsor')).toMatchObject({
        ...{ basis: 'first-information', inputs: { hours: 24 } },
      });
    });

    const revised = (event: AdverseEventView, seriousness: AdverseEventView['seriousness'], more: object = {}) =>
      safety.ask(reviseAdverseEvent, {
        ...{ trialId: 'MANUS', participantId: event.participantId, adverseEventId: event.adverseEventId },
        ...{ seriousness, awareAt: '2025-03-03T08:00:00Z', expectedVersion: event.version, reason: 'as it turned out' },
        ...more,
      });
    const daysOf = async ({ adverseEventId }: AdverseEventView) =>
      (await clocksOf(adverseEventId))
        .filter(({ clock }) => clock !== 'sae-to-sponsor')
        .map(({ clock, state }) => `${clock} ${state}`)
        .sort();
    const inDanger = async (expectedness: 'expected' | 'unexpected') => {
      const participantId = await aParticipant();
      const danger = { term: 'sepsis', grade: 4, seriousness: ['life-threatening'] } as const;
      const { adverseEventId } = await report(participantId, { ...danger, seriousness: [...danger.seriousness] });
      const at = { trialId: 'MANUS', participantId, adverseEventId };
      const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness };
      return { event: await safety.ask(receiveAtSponsor, { ...at, ...received }, physician), at };
    };
    const death = { outcome: 'fatal', grade: 5 };

    it('has seven days when it was in danger, as expected, and then died', async () => {
      const { event } = await inDanger('expected');
      expect(await daysOf(event)).toEqual([]);
      await revised(event, ['life-threatening', 'death'], death);
      expect(await daysOf(event)).toEqual(['susar-completion running', 'susar-fatal running']);
    });

    it('keeps the clock that is due first, whatever became of it between', async () => {
      const { event } = await inDanger('unexpected');
      const milder = await revised(event, ['hospitalisation']);
      await revised(milder, ['hospitalisation', 'death'], death);
      expect(await daysOf(event)).toEqual(['susar-completion running', 'susar-fatal running']);
    });

    it('that died is unexpected also for whoever suspects the trial only then', async () => {
      const { event, at } = await inDanger('expected');
      const clear = (judge: object, related: boolean) =>
        safety.ask(
          judgeCausality,
          {
            ...at,
            opinions: ['cells', 'vehicle', 'procedure', 'sedation'].map((cause) => ({ cause, related })),
            reason: 'by its course',
          },
          judge,
        );
      const cleared = await clear({}, false);
      await revised(cleared, ['life-threatening', 'death'], death);
      expect(await daysOf(event)).toEqual([]);
      await clear({}, true);
      expect(await daysOf(event)).toEqual(['susar-completion running', 'susar-fatal running']);
      // Suspected, cleared and suspected again: the clock that runs is the clock.
      await clear({}, false);
      await clear(physician, true);
      expect(await daysOf(event)).toEqual(['susar-completion running', 'susar-fatal running']);
    });

    it('is not known from tomorrow on', async () => {
      const participantId = await aParticipant();
      const event = await report(participantId);
      const { adverseEventId, version: expectedVersion } = event;
      const later = { grade: 2 as const, seriousness: ['hospitalisation' as const], awareAt: '2035-03-03T08:00:00Z' };
      const change = { trialId: 'MANUS', participantId, adverseEventId, expectedVersion, reason: 'typed wrongly' };
      expect(await safety.send(reviseAdverseEvent, { ...change, ...later })).toMatchObject({
        rejection: { code: 'awareness-in-future' },
      });
    });

    it('has hours from when its seriousness became known, not from when that was entered', async () => {
      const participantId = await aParticipant();
      const { adverseEventId, version } = await report(participantId);
      await safety.ask(reviseAdverseEvent, {
        ...{ trialId: 'MANUS', participantId, adverseEventId, expectedVersion: version, reason: 'admitted' },
        ...{ seriousness: ['hospitalisation'], awareAt: '2025-03-03T07:45:00Z' },
      });
      expect(await clocksOf(adverseEventId)).toMatchObject([
        { clock: 'sae-to-sponsor', startedAt: '2025-03-03T07:45:00.000Z', dueAt: '2025-03-04T07:45:00.000Z' },
      ]);
    });

    it('has a day 0 of its own for significant follow-up information, and none that would put off what is due', async () => {
      const { participantId, event } = await aSuspectedReaction();
      const { adverseEventId } = event;
      const at = { trialId: 'MANUS', participantId, adverseEventId, information: 'a culture grew' };
      const tell = (receivedAt: string) => safety.send(receiveFollowUp, { ...at, receivedAt }, physician);
      const timesOf = async () =>
        (await clocksOf(adverseEventId))
          .filter(({ clock }) => clock === 'susar-other')
          .map(({ basis, state, dueOn }) => [basis, state, dueOn])
          .sort();
      expect(await tell('2025-03-03T08:00:00Z')).toHaveProperty('ok');
      expect(await timesOf()).toEqual([['first-information', 'running', '2025-03-18']]);
      await answered(event);
      expect(await tell('2025-03-03T08:00:00Z')).toHaveProperty('ok');
      expect(await timesOf()).toEqual([
        ['first-information', 'met', '2025-03-18'],
        ['follow-up', 'running', '2025-03-18'],
      ]);
      expect(
        await safety.rows('select information, received_by from follow_up where adverse_event_id = $1', [
          adverseEventId,
        ]),
      ).toHaveLength(2);

      expect(await tell('2025-03-03T08:00:01Z')).toMatchObject({ rejection: { code: 'received-in-future' } });
      expect(await tell('2025-03-03T07:00:00Z')).toMatchObject({ rejection: { code: 'received-before-awareness' } });
      const other = await report(participantId, { seriousness: ['hospitalisation'] });
      const ofOther = { ...at, adverseEventId: other.adverseEventId, receivedAt: '2025-03-03T08:00:00Z' };
      expect(await safety.send(receiveFollowUp, ofOther, physician)).toMatchObject({
        rejection: { code: 'not-expedited' },
      });
    });

    it('is not for the sponsor to receive twice, nor before anybody knew', async () => {
      const { participantId, event } = await aSuspectedReaction();
      const at = {
        trialId: 'MANUS',
        participantId,
        adverseEventId: event.adverseEventId,
        expectedness: 'unexpected' as const,
      };
      expect(
        await safety.send(receiveAtSponsor, { ...at, receivedAt: '2025-03-03T08:00:00Z' }, physician),
      ).toMatchObject({ rejection: { code: 'already-received' } });
      const other = await report(participantId, { seriousness: ['hospitalisation'] });
      expect(
        await safety.send(
          receiveAtSponsor,
          { ...at, adverseEventId: other.adverseEventId, receivedAt: '2025-03-03T07:00:00Z' },
          physician,
        ),
      ).toMatchObject({ rejection: { code: 'received-before-awareness' } });
    });
  });

  it('counts treated participants by organ class and maximum grade, and only what an investigator stands behind', async () => {
    const one = await aParticipant('UMCN');
    const other = await aParticipant('UMCN');
    const there = { sites: ['UMCN'] };
    const fall = (participantId: string, grade: 1 | 2) =>
      safety.ask(
        reportAdverseEvent,
        {
          trialId: 'MANUS',
          participantId,
          term: 'fall',
          grade,
          seriousness: [],
          onsetOn: '2025-03-02',
          awareAt: '2025-03-03T07:30:00Z',
        },
        there,
      );
    await fall(one, 1);
    await fall(one, 2);
    await fall(other, 1);
    await safety.hear(resultRecorded, aResult(other, { siteId: 'UMCN' }));

    const table = await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, { ...there, role: 'monitor' });
    const row = table.cells
      .filter(({ organClass }) => organClass === 'Injury, poisoning and procedural complications')
      .map(({ grade, participants }) => [grade, participants]);
    expect(table).toMatchObject({ untilDay: 84, ctcaeVersion: '4.03', participants: 2 });
    expect(row).toEqual([
      ['0', 0],
      ['1', 1],
      ['2', 1],
      ['3', 0],
      ['4', 0],
      ['5', 0],
      ['unknown', 0],
    ]);
  });

  it('counts by the corrected time of treatment, in whatever order and however often the news come', async () => {
    const participantId = randomUUID();
    const place = { trialId: 'MANUS', siteId: 'LUMC', participantId, trialVersion: 1, zone: 'Europe/Amsterdam' };
    const treated = { ...place, administrationId: randomUUID(), participantCode: 'X-1', anchorAt: TREATED_AT };
    const corrected = (correction: number, anchorAt: string) => ({
      ...place,
      administrationId: treated.administrationId,
      correction,
      previousAnchorAt: TREATED_AT,
      anchorAt,
    });
    const consent = { consentVersion: '1', consentedAt: TREATED_AT, sex: 'female' as const, age: 50 };
    await safety.hear(participantConsented, { ...place, ...consent, participantCode: 'X-1' });
    const last = corrected(2, '2025-03-03T07:00:00.000Z');
    const heard = [
      await safety.hear(treatmentCorrected, last),
      await safety.hear(treatmentCorrected, corrected(1, '2025-02-18T07:00:00.000Z')),
      await safety.hear(participantTreated, treated),
      await safety.hear(treatmentCorrected, last),
    ];
    await eventually(async () =>
      expect(await safety.rows('select 1 from inbox_message where event_id = any ($1::text[])', [heard])).toHaveLength(
        4,
      ),
    );
    expect(await safety.rows('select treated_at from participant where id = $1', [participantId])).toEqual([
      { treated_at: new Date(last.anchorAt) },
    ]);
    // A fall of the day before counts no longer: treatment had not begun.
    const there = { sites: ['LUMC'] };
    const fall = {
      term: 'fall',
      grade: 2 as const,
      seriousness: [],
      onsetOn: '2025-03-02',
      awareAt: '2025-03-03T07:30:00Z',
    };
    await safety.ask(reportAdverseEvent, { trialId: 'MANUS', participantId, ...fall }, there);
    const table = await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, { ...there, role: 'monitor' });
    const graded = table.cells.filter(({ grade, participants }) => grade === '2' && participants > 0);
    expect(graded).toEqual([]);
  });

  it('has tables as its types say, in both schemas', async () => {
    expect(await unmapped(safety.app)).toEqual({ safety: [], unblinded: [] });
  });

  it('tells of a breach once when the 24 hours pass unanswered, and the answer afterwards is late', async () => {
    const participantId = await aParticipant();
    const event = await report(participantId, { seriousness: ['hospitalisation'] });
    await safety.setTime('2025-03-04T07:30:00.001Z');
    await eventually(async () =>
      expect(
        (await safety.said(clockBreached)).filter(({ adverseEventId }) => adverseEventId === event.adverseEventId),
      ).toHaveLength(1),
    );
    expect(await clocksOf(event.adverseEventId)).toMatchObject([{ state: 'breached' }]);

    await safety.ask(
      receiveAtSponsor,
      {
        trialId: 'MANUS',
        participantId,
        adverseEventId: event.adverseEventId,
        receivedAt: '2025-03-04T07:30:00.001Z',
        expectedness: 'expected',
      },
      physician,
    );
    expect(await clocksOf(event.adverseEventId)).toMatchObject([{ state: 'met-late' }]);
    const status = await safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' });
    expect(status).toMatchObject({ dueDeadlines: 0, parked: 0 });
    expect((await safety.said(clockStarted)).length).toBeGreaterThan(0);
  });
});
