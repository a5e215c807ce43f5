import {
  clockBreached,
  clockStarted,
  closeExpeditedAssessment,
  judgeCausality,
  operationsOf,
  receiveAtSponsor,
  receiveFollowUp,
  reviseAdverseEvent,
  type AdverseEventView,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { OFFICER, PHYSICIAN, SiteOfSafety } from './site-of-safety.js';

describe('expedited reporting', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  it('runs 15 days for a suspected unexpected reaction, from the civil day of receipt', async () => {
    const { event } = await site.aSuspectedReaction();
    expect(await site.clocksOf(event.adverseEventId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ clock: 'sae-to-sponsor', state: 'met' }),
        expect.objectContaining({ clock: 'susar-other', state: 'running', dueAt: '2025-03-18T23:00:00.000Z' }),
      ]),
    );
  });

  it('runs 7 and 8 more days when it was fatal', async () => {
    const { event } = await site.aSuspectedReaction(['death']);
    const clocks = await site.clocksOf(event.adverseEventId);
    expect(clocks.map(({ clock, dueAt }) => [clock, dueAt])).toEqual(
      expect.arrayContaining([
        ['susar-fatal', '2025-03-10T23:00:00.000Z'],
        ['susar-completion', '2025-03-18T23:00:00.000Z'],
      ]),
    );
  });

  it('ends when pharmacovigilance closes the assessment, with one event', async () => {
    const { participantId, event } = await site.aSuspectedReaction();
    const at = {
      trialId: 'MANUS',
      participantId,
      adverseEventId: event.adverseEventId,
      clock: 'susar-other',
      reason: 'done',
    };
    await eventually(async () => expect(await safety.send(closeExpeditedAssessment, at, OFFICER)).toHaveProperty('ok'));
    await eventually(async () =>
      expect(await site.clocksOf(event.adverseEventId)).toEqual(
        expect.arrayContaining([expect.objectContaining({ clock: 'susar-other', state: 'met' })]),
      ),
    );
    expect(await safety.send(closeExpeditedAssessment, at, OFFICER)).toMatchObject({
      rejection: { code: 'clock-not-running' },
    });
  });

  it('goes on under the seven-day clock when a reaction turns out fatal, and keeps the earlier one', async () => {
    const { participantId, event } = await site.aSuspectedReaction();
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
    const clocks = await site.clocksOf(event.adverseEventId);
    expect(clocks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ clock: 'susar-other', state: 'superseded' }),
        expect.objectContaining({ clock: 'susar-fatal', state: 'running', dueAt: '2025-03-10T23:00:00.000Z' }),
      ]),
    );
  });

  const answered = async ({ participantId, adverseEventId }: AdverseEventView): Promise<void> => {
    const at = { trialId: 'MANUS', participantId, adverseEventId, clock: 'susar-other', reason: 'done' };
    await eventually(async () => expect(await safety.send(closeExpeditedAssessment, at, OFFICER)).toHaveProperty('ok'));
    await eventually(async () =>
      expect((await site.clocksOf(adverseEventId)).filter(({ state }) => state === 'running')).toEqual([]),
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
    const { event } = await site.aSuspectedReaction();
    await answered(event);
    await dies(event);
    expect(await site.clocksOf(event.adverseEventId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ clock: 'susar-other', state: 'met' }),
        expect.objectContaining(fatal),
      ]),
    );
  });

  it('has seven days when it was expected and turns out fatal, and its clock says from what', async () => {
    const participantId = await site.aParticipant();
    const reported = await site.report(participantId, { term: 'sepsis', grade: 4, seriousness: ['hospitalisation'] });
    const { adverseEventId } = reported;
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness: 'expected' as const };
    const event = await safety.ask(receiveAtSponsor, { ...at, ...received }, PHYSICIAN);
    expect((await site.clocksOf(adverseEventId)).map(({ clock }) => clock)).toEqual(['sae-to-sponsor']);
    await dies(event);
    const clocks = await site.clocksOf(adverseEventId);
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
    (await site.clocksOf(adverseEventId))
      .filter(({ clock }) => clock !== 'sae-to-sponsor')
      .map(({ clock, state }) => `${clock} ${state}`)
      .sort();
  const inDanger = async (expectedness: 'expected' | 'unexpected') => {
    const participantId = await site.aParticipant();
    const danger = { term: 'sepsis', grade: 4, seriousness: ['life-threatening'] } as const;
    const { adverseEventId } = await site.report(participantId, { ...danger, seriousness: [...danger.seriousness] });
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness };
    return { event: await safety.ask(receiveAtSponsor, { ...at, ...received }, PHYSICIAN), at };
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
    await clear(PHYSICIAN, true);
    expect(await daysOf(event)).toEqual(['susar-completion running', 'susar-fatal running']);
  });

  it('is not known from tomorrow on', async () => {
    const participantId = await site.aParticipant();
    const event = await site.report(participantId);
    const { adverseEventId, version: expectedVersion } = event;
    const later = { grade: 2 as const, seriousness: ['hospitalisation' as const], awareAt: '2035-03-03T08:00:00Z' };
    const change = { trialId: 'MANUS', participantId, adverseEventId, expectedVersion, reason: 'typed wrongly' };
    expect(await safety.send(reviseAdverseEvent, { ...change, ...later })).toMatchObject({
      rejection: { code: 'awareness-in-future' },
    });
  });

  it('has hours from when its seriousness became known, not from when that was entered', async () => {
    const participantId = await site.aParticipant();
    const { adverseEventId, version } = await site.report(participantId);
    await safety.ask(reviseAdverseEvent, {
      ...{ trialId: 'MANUS', participantId, adverseEventId, expectedVersion: version, reason: 'admitted' },
      ...{ seriousness: ['hospitalisation'], awareAt: '2025-03-03T07:45:00Z' },
    });
    expect(await site.clocksOf(adverseEventId)).toMatchObject([
      { clock: 'sae-to-sponsor', startedAt: '2025-03-03T07:45:00.000Z', dueAt: '2025-03-04T07:45:00.000Z' },
    ]);
  });

  it('has a day 0 of its own for significant follow-up information, and none that would put off what is due', async () => {
    const { participantId, event } = await site.aSuspectedReaction();
    const { adverseEventId } = event;
    const at = { trialId: 'MANUS', participantId, adverseEventId, information: 'a culture grew' };
    const tell = (receivedAt: string) => safety.send(receiveFollowUp, { ...at, receivedAt }, PHYSICIAN);
    const timesOf = async () =>
      (await site.clocksOf(adverseEventId))
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
      await safety.rows('select information, received_by from follow_up where adverse_event_id = $1', [adverseEventId]),
    ).toHaveLength(2);

    expect(await tell('2025-03-03T08:00:01Z')).toMatchObject({ rejection: { code: 'received-in-future' } });
    expect(await tell('2025-03-03T07:00:00Z')).toMatchObject({ rejection: { code: 'received-before-awareness' } });
    const other = await site.report(participantId, { seriousness: ['hospitalisation'] });
    const ofOther = { ...at, adverseEventId: other.adverseEventId, receivedAt: '2025-03-03T08:00:00Z' };
    expect(await safety.send(receiveFollowUp, ofOther, PHYSICIAN)).toMatchObject({
      rejection: { code: 'not-expedited' },
    });
  });

  it('is not for the sponsor to receive twice, nor before anybody knew', async () => {
    const { participantId, event } = await site.aSuspectedReaction();
    const at = {
      trialId: 'MANUS',
      participantId,
      adverseEventId: event.adverseEventId,
      expectedness: 'unexpected' as const,
    };
    expect(await safety.send(receiveAtSponsor, { ...at, receivedAt: '2025-03-03T08:00:00Z' }, PHYSICIAN)).toMatchObject(
      { rejection: { code: 'already-received' } },
    );
    const other = await site.report(participantId, { seriousness: ['hospitalisation'] });
    expect(
      await safety.send(
        receiveAtSponsor,
        { ...at, adverseEventId: other.adverseEventId, receivedAt: '2025-03-03T07:00:00Z' },
        PHYSICIAN,
      ),
    ).toMatchObject({ rejection: { code: 'received-before-awareness' } });
  });

  it('tells of a breach once when the 24 hours pass unanswered, and the answer afterwards is late', async () => {
    const participantId = await site.aParticipant();
    const event = await site.report(participantId, { seriousness: ['hospitalisation'] });
    await safety.setTime('2025-03-04T07:30:00.001Z');
    await eventually(async () =>
      expect(
        (await safety.said(clockBreached)).filter(({ adverseEventId }) => adverseEventId === event.adverseEventId),
      ).toHaveLength(1),
    );
    expect(await site.clocksOf(event.adverseEventId)).toMatchObject([{ state: 'breached' }]);

    await safety.ask(
      receiveAtSponsor,
      {
        trialId: 'MANUS',
        participantId,
        adverseEventId: event.adverseEventId,
        receivedAt: '2025-03-04T07:30:00.001Z',
        expectedness: 'expected',
      },
      PHYSICIAN,
    );
    expect(await site.clocksOf(event.adverseEventId)).toMatchObject([{ state: 'met-late' }]);
    const status = () => safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' });
    await eventually(async () => expect(await status()).toMatchObject({ dueDeadlines: 0, parked: 0 }));
    expect((await safety.said(clockStarted)).length).toBeGreaterThan(0);
  });
});
