import { randomUUID } from 'node:crypto';
import {
  adverseEventCandidateRaisedV2,
  adverseEventRefuted,
  adverseEventRegraded,
  assignmentMissed,
  clockMet,
  clockStarted,
  clockSuperseded,
  listVisits,
  ListWorklist,
  listWorklist,
  pregnancyAnomalyFound,
  pregnancyAnomalySettled,
  pregnancyFollowUpDue,
  pregnancyFollowUpSettled,
  pregnancyReceived,
  pregnancyReported,
  queryAnswered,
  queryClosed,
  queryOpened,
  signatureGiven,
  signatureSuperseded,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  missVisit,
  participantConsented,
  participantFoundEligible,
  participantRandomised,
  participantScreened,
  participantScreeningFailed,
  participantTreated,
  participationEnded,
  pauseProposalSettled,
  pauseProposed,
  recordVisit,
  regradingSettled,
  responseSubmitted,
  resultRecorded,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  visitDone,
  visitWindowOpened,
  type DataOf,
  type EventContract,
  type WorklistItem,
} from '@trial/contracts';
import { instant, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { worklist } from '../../../apps/scheduling/src/worklist/worklist.reads.js';
import { eventually } from '../../support/eventually.js';
import { aContext, bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { scansOf } from './query-plan.js';
import { FORMS_OF_STAFF, staffFormsFolder } from './trial-files.js';

const at = '2025-03-04T09:30:00.000Z';

describe('the work list', () => {
  let service: BootedService;
  let cohort: Cohort;
  let sites = 0;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: staffFormsFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-04T12:00:00.000Z', variables });
    cohort = new Cohort(service, { time: at });
  });
  afterAll(() => service.stop());

  /** Somebody at a site of their own, so that no test sees what another one left to do. */
  const somebody = () => ({ trialId: 'MANUS', siteId: `S${++sites}`, participantId: randomUUID() });
  type Somebody = ReturnType<typeof somebody>;

  const list = async (
    { siteId }: Pick<Somebody, 'siteId'>,
    asked: Partial<ListWorklist> = {},
    context: Partial<Context> = {},
  ): Promise<WorklistItem[]> =>
    (await service.ask(listWorklist, { trialId: 'MANUS', role: 'everyone', ...asked }, { sites: [siteId], ...context }))
      .items;
  const toDo = async (who: Somebody, asked: Partial<ListWorklist> = {}): Promise<string[]> =>
    (await list(who, { participantId: who.participantId, ...asked }))
      .map(({ rule, what }) => `${rule.code} ${what}`)
      .sort();
  const hear = <C extends EventContract>(contract: C, data: DataOf<C>): Promise<void> => cohort.hear(contract, data);
  const expectToDo = (who: Somebody, expected: string[]): Promise<void> =>
    eventually(async () => expect(await toDo(who)).toEqual(expected));

  describe('shows', () => {
    it('the steps of enrolment, one after the other, each by its rule', async () => {
      const who = { ...somebody(), siteId: 'UMCU' };
      await hear(participantScreened, { ...who, participantCode: 'UMCU-001' });
      expect(await list(who, { participantId: who.participantId })).toEqual([
        {
          itemId: expect.any(String),
          kind: 'signature',
          what: 'consent',
          siteId: 'UMCU',
          participantId: who.participantId,
          participantCode: 'UMCU-001',
          since: at,
          dueAt: '2025-04-01T21:59:59.999Z',
          dueOn: '2025-04-01',
          standing: 'later',
          roles: ['investigator'],
          rule: {
            code: 'consent-to-take',
            text: expect.stringMatching(/consent/),
            source: expect.stringMatching(/trial file/),
            trialVersion: 1,
          },
        },
      ]);
      // The visits before treatment are to be done too, as soon as their windows open.
      const now = async () => [
        ...(await toDo(who, { kind: 'signature' })),
        ...(await toDo(who, { kind: 'enrolment' })),
      ];
      await hear(participantConsented, {
        ...{ ...who, participantCode: 'UMCU-001', trialVersion: 1, consentVersion: '1', consentedAt: at },
        ...{ sex: 'female', age: 50 },
      });
      expect(await now()).toEqual(['eligibility-to-sign eligibility']);
      await hear(participantFoundEligible, who);
      expect(await now()).toEqual(['randomisation-to-make randomisation']);
      await hear(participantRandomised, { ...who, randomisedAt: at });
      expect(await now()).toEqual(['treatment-to-give treatment']);
      await hear(participantTreated, treatmentOf(who));
      await eventually(async () => expect(await now()).not.toContain('treatment-to-give treatment'));
    });

    it('nothing more of who failed screening, whichever was heard first', async () => {
      const who = { ...somebody(), siteId: 'UMCU' };
      await hear(participantScreeningFailed, { ...who, criteria: ['INC1'] });
      await hear(participantScreened, { ...who, participantCode: 'UMCU-002' });
      expect(await toDo(who)).toEqual([]);
    });

    it('a visit and its forms while the window is open, and its panels once it took place', async () => {
      const who = { ...somebody(), siteId: 'LUMC' };
      await hear(participantTreated, treatmentOf(who, '2025-01-01T09:30:00.000Z'));
      const visits = await eventually(async () => {
        const { items } = await service.ask(
          listVisits,
          { trialId: 'MANUS', participantId: who.participantId },
          { sites: [who.siteId] },
        );
        expect(items).toHaveLength(7);
        return items;
      });
      await expectToDo(who, [
        'participant-answers disability',
        'participant-answers disability',
        ...['H48', 'W02', 'W04', 'W08'].map(() => 'participant-answers pain'),
        ...['H48', 'W02', 'W04', 'W08'].map((code) => `visit-in-window ${code}`),
      ]);

      const w08 = visits.find(({ visitCode }) => visitCode === 'W08');
      const visitId = w08?.visitId ?? '';
      const where = { sites: [who.siteId] };
      await service.ask(
        recordVisit,
        { trialId: 'MANUS', participantId: who.participantId, visitId, occurredAt: '2025-03-03T09:00:00Z' },
        where,
      );
      // In the same transaction: no waiting.
      expect(await toDo(who, { kind: 'visit' })).toEqual(
        ['H48', 'W02', 'W04'].map((code) => `visit-in-window ${code}`),
      );
      await eventually(async () =>
        expect(await toDo(who, { kind: 'sample' })).toEqual(['results-of-visit vital-signs']),
      );
      expect(await list(who, { kind: 'sample', participantId: who.participantId })).toMatchObject([
        { visitId, visitCode: 'W08', dueOn: '2025-03-10', standing: 'later' },
      ]);

      await hear(resultRecorded, resultOf(who, 'heart-rate', 'W08'));
      expect(await toDo(who, { kind: 'sample' })).toEqual([]);
      await hear(responseSubmitted, responseOf(who, visitId, 'pain'));
      await hear(assignmentMissed, {
        ...{ ...who, assignmentId: randomUUID(), visitId, visitCode: 'W08' },
        ...{ assessment: 'disability', instrument: 'haq-di' },
      });
      expect((await list(who, { kind: 'questionnaire' })).filter((item) => item.visitId === visitId)).toEqual([]);
    });

    it('the forms of staff again when a visit that was declared missed took place after all', async () => {
      const who = { ...somebody(), trialId: 'STAFF', siteId: 'UMCN' };
      await hear(participantTreated, treatmentOf(who, '2025-02-18T09:30:00.000Z'));
      const where = { trialId: 'STAFF', sites: [who.siteId] };
      const of = { trialId: 'STAFF', participantId: who.participantId };
      const w02 = await eventually(async () => {
        const { items } = await service.ask(listVisits, of, where);
        const visit = items.find(({ visitCode }) => visitCode === 'W02');
        expect(visit?.standing).toBe('due');
        return { ...of, visitId: visit?.visitId ?? '' };
      });
      const ofStaff = { ...of, kind: 'questionnaire' as const, role: 'study-nurse' as const };
      const atVisit = async () =>
        (await service.ask(listWorklist, ofStaff, where)).items.filter(({ visitId }) => visitId === w02.visitId);
      const staffForms = async () => (await atVisit()).map(({ rule, what }) => `${rule.code} ${what}`).sort();
      const each = (rule: string) => FORMS_OF_STAFF.map((form) => `${rule} ${form}`);
      await eventually(async () => expect(await staffForms()).toEqual(each('staff-fills-in')));
      await service.ask(missVisit, { ...w02, cause: 'not-reached', reason: 'no answer' }, where);
      for (const assessment of FORMS_OF_STAFF)
        await hear(assignmentMissed, {
          ...{ ...who, assignmentId: randomUUID(), visitId: w02.visitId, visitCode: 'W02' },
          ...{ assessment, instrument: assessment },
        });
      expect(await staffForms()).toEqual([]);

      await service.ask(recordVisit, { ...w02, occurredAt: '2025-03-04T10:00:00Z' }, where);
      await eventually(async () => expect(await staffForms()).toEqual(each('staff-fills-in-after-all')));
      expect(await atVisit()).toMatchObject(FORMS_OF_STAFF.map(() => ({ dueOn: '2025-03-04', standing: 'today' })));
      await hear(responseSubmitted, responseOf(who, w02.visitId, FORMS_OF_STAFF[0]));
      expect(await staffForms()).toEqual(each('staff-fills-in-after-all').slice(1));
    });

    it('no form of staff that was answered after all before our own news of the visit is heard', async () => {
      const who = { ...somebody(), trialId: 'STAFF', siteId: 'UMCN' };
      const visit = { ...who, visitId: randomUUID(), visitCode: 'W02', trialVersion: 1 };
      const [answered, ...others] = FORMS_OF_STAFF;
      await hear(responseSubmitted, responseOf(who, visit.visitId, answered));
      await hear(visitDone, { ...visit, occurredAt: at, position: 'in-window', afterAll: true });
      const asked = { trialId: 'STAFF', participantId: who.participantId, kind: 'questionnaire' } as const;
      const left = (await list(who, asked, { trialId: 'STAFF' })).map(({ rule, what }) => `${rule.code} ${what}`);
      expect(left.sort()).toEqual(others.map((form) => `staff-fills-in-after-all ${form}`));
    });

    it('a candidate and a clock until they are answered, also after the end of participation (S20)', async () => {
      const who = { ...somebody(), siteId: 'UMCN' };
      const event = { ...who, adverseEventId: randomUUID(), ...GRADED };
      const clock = {
        ...{ ...who, adverseEventId: event.adverseEventId, clockId: randomUUID() },
        ...{ clock: 'sae-to-sponsor' as const, dueAt: '2025-03-05T09:30:00.000Z' },
      };
      await hear(adverseEventCandidateRaisedV2, {
        ...event,
        origin: { from: 'laboratory', resultId: randomUUID(), resultVersion: 1, criterion: '4.03/anemia' },
      });
      await hear(clockStarted, clock);
      await hear(participationEnded, { ...who, as: 'withdrawn', endedAt: at });
      const waiting = await list(who, { participantId: who.participantId });
      expect(waiting.map(({ dueAt, standing }) => [dueAt, standing])).toEqual(
        waiting.map(() => ['2025-03-05T09:30:00.000Z', 'soon']),
      );
      expect(waiting.map(({ adverseEventId }) => adverseEventId)).toEqual(waiting.map(() => event.adverseEventId));
      expect(await toDo(who)).toEqual(['candidate-waits anemia', 'clock-sae-to-sponsor sae-to-sponsor']);

      await hear(adverseEventRefuted, event);
      await hear(clockMet, { ...clock, metAt: at, late: false });
      expect(await toDo(who)).toEqual([]);
    });

    it('a query to the site until it is answered, then to the role that asked; asked again it is another thing to do', async () => {
      const who = { ...somebody(), siteId: 'UMCN' };
      const [adverseEventId, queryId, askId, answerId, again] = Array.from({ length: 5 }, () => randomUUID());
      const query = { ...who, adverseEventId: adverseEventId ?? '', queryId: queryId ?? '', field: 'grade' };
      const asked = { ...query, openerRole: 'monitor' as const, askId: askId ?? '' };
      const answer = { answerId: answerId ?? '' };
      const as = (role: 'monitor' | 'study-nurse') =>
        list(who, { participantId: who.participantId, role }, { role, actor: role });

      await hear(queryOpened, { ...asked, insufficientAnswerId: null });
      expect(await as('study-nurse')).toMatchObject([
        { kind: 'query', what: 'grade', adverseEventId, roles: ['investigator', 'study-nurse'] },
      ]);
      expect(await as('monitor')).toEqual([]);
      await hear(queryAnswered, { ...asked, ...answer });
      expect(await as('study-nurse')).toEqual([]);
      expect(await as('monitor')).toMatchObject([{ rule: { code: 'query-answer-monitor' }, roles: ['monitor'] }]);
      const reasked = { ...asked, askId: again ?? '' };
      await hear(queryOpened, { ...reasked, insufficientAnswerId: answer.answerId });
      expect(await toDo(who)).toEqual(['query-to-answer grade']);
      await hear(queryClosed, { ...reasked, answerId: null });
      expect(await toDo(who)).toEqual([]);
    });

    it('a signature that was superseded, to the investigator until it is given again, whichever news comes first', async () => {
      for (const order of ['superseded first', 'given first']) {
        const who = { ...somebody(), siteId: 'UMCN' };
        const [adverseEventId, first, second] = Array.from({ length: 3 }, () => randomUUID());
        const signature = { ...who, adverseEventId: adverseEventId ?? '', meaning: 'complete-and-correct' };
        const again = () =>
          hear(signatureGiven, { ...signature, signatureId: second ?? '', replaces: first ? [first] : [] });
        if (order === 'given first') await again();
        await hear(signatureSuperseded, { ...signature, signatureId: first ?? '' });
        if (order === 'superseded first') {
          expect(await list(who, { participantId: who.participantId, kind: 'signature' })).toMatchObject([
            { what: 'complete-and-correct', adverseEventId, roles: ['investigator'] },
          ]);
          await again();
        }
        expect(await toDo(who)).toEqual([]);
      }
    });

    it('a pregnancy, to the sponsor within its hours, then on its days, and an anomaly until its event is linked', async () => {
      const who = { ...somebody(), siteId: 'UMCN' };
      const of = { ...who, pregnancyId: randomUUID() };
      const shown = async (role: 'investigator' | 'study-nurse' | 'safety-physician' | 'monitor') =>
        (await list(who, { participantId: who.participantId, role }, { role, actor: role })).map(
          ({ rule, what, dueAt }) => [rule.code, what, dueAt],
        );
      await hear(pregnancyReported, { ...of, whose: 'partner', dueAt: '2025-03-05T09:00:00.000Z' });
      const toSponsor = [['pregnancy-to-sponsor', 'partner', '2025-03-05T09:00:00.000Z']];
      expect([await shown('investigator'), await shown('safety-physician')]).toEqual([toSponsor, toSponsor]);
      expect([await shown('study-nurse'), await shown('monitor')]).toEqual([[], []]);
      await hear(pregnancyReceived, { ...of, receivedAt: at, late: false });
      expect(await shown('investigator')).toEqual([]);

      const followUpId = randomUUID();
      await hear(pregnancyFollowUpDue, { ...of, followUpId });
      const toFollow = [['pregnancy-to-follow', 'pregnancy', '2025-03-11T22:59:59.999Z']];
      expect([await shown('study-nurse'), await shown('safety-physician')]).toEqual([toFollow, []]);
      await hear(pregnancyFollowUpSettled, { ...of, followUpId });
      expect(await shown('study-nurse')).toEqual([]);

      const anomalyId = randomUUID();
      await hear(pregnancyAnomalyFound, { ...of, anomalyId, learnedAt: '2025-03-02T08:00:00.000Z' });
      const toReport = ['anomaly-to-report', 'congenital-anomaly', '2025-03-03T08:00:00.000Z'];
      expect(await shown('investigator')).toEqual([toReport]);
      await hear(pregnancyAnomalySettled, { ...of, anomalyId });
      expect(await shown('investigator')).toEqual([]);
    });

    it('a query that is closed before its answer is heard of to nobody', async () => {
      const who = { ...somebody(), siteId: 'UMCN' };
      const query = { ...who, adverseEventId: randomUUID(), queryId: randomUUID(), askId: randomUUID(), field: null };
      const asked = { ...query, openerRole: 'data-manager' as const };
      const answer = { ...asked, answerId: randomUUID() };
      await hear(queryClosed, answer);
      await hear(queryAnswered, answer);
      await hear(queryOpened, { ...asked, insufficientAnswerId: null });
      expect(await toDo(who)).toEqual([]);
    });

    it('a pause that is proposed, to the safety physician until it is settled, whichever news comes first', async () => {
      for (const order of ['proposed first', 'settled first']) {
        const who = { ...somebody(), siteId: 'UMCN' };
        const proposalId = randomUUID();
        const proposed = { ...who, proposalId, kind: 'pause' as const, rule: 'death', trialVersion: 1 };
        await hear(participationEnded, { ...who, as: 'died', endedAt: at });
        const settle = () => hear(pauseProposalSettled, { ...who, proposalId, as: 'dismissed', settledAt: at });
        if (order === 'settled first') await settle();
        await hear(pauseProposed, { ...proposed, threshold: 1, count: 1, proposedAt: at });
        if (order === 'proposed first') {
          const ofPhysician = { actor: 'physician', role: 'safety-physician' };
          const asked = { participantId: who.participantId, role: 'safety-physician' as const };
          expect(await list(who, asked, ofPhysician)).toMatchObject([
            {
              ...{ what: 'death', roles: ['safety-physician'], dueAt: '2025-03-05T22:59:59.999Z' },
              rule: { code: 'pause-to-decide', trialVersion: 1 },
            },
          ]);
          await settle();
        }
        expect([order, await toDo(who)]).toEqual([order, []]);
      }
    });
  });

  it('asks the sponsor, wherever they look from, for what the whole trial owes, and shows it to nobody else', async () => {
    const facts = { trialId: 'MANUS', siteId: '', clockId: randomUUID(), trialVersion: 1 };
    const clock = { ...facts, clock: 'serious-breach' as const, dueAt: '2025-03-04T23:00:00.000Z' };
    const seenBy = async (role: string, asked: Partial<ListWorklist> = {}, more: Partial<Context> = {}) =>
      (await list({ siteId: 'UMCN' }, asked, { actor: role, role, ...more }))
        .filter(({ clockId }) => clockId === facts.clockId)
        .map(({ what, siteId, participantId, dueOn, standing }) => ({ what, siteId, participantId, dueOn, standing }));
    await hear(sponsorClockStarted, clock);
    for (const role of ['safety-physician', 'pharmacovigilance-officer'])
      expect([role, await seenBy(role)]).toEqual([
        role,
        [
          {
            ...{ what: 'serious-breach', siteId: undefined, participantId: undefined },
            ...{ dueOn: '2025-03-04', standing: 'today' },
          },
        ],
      ]);
    expect(await seenBy('safety-physician', { siteId: 'UMCN' })).toEqual([]);
    expect(await seenBy('safety-physician', { trialId: 'TOFA-SSC' }, { trialId: 'TOFA-SSC' })).toEqual([]);
    for (const role of ['investigator', 'monitor', 'data-manager', 'participant'])
      expect([role, await seenBy(role)]).toEqual([role, []]);
    await hear(sponsorClockMet, { ...clock, metAt: at, late: false });
    expect(await seenBy('safety-physician')).toEqual([]);
  });

  it('keeps what the whole trial owes from participants in the tables too', async () => {
    const clockId = randomUUID();
    const clock = { trialId: 'MANUS', siteId: '', clockId, trialVersion: 1, clock: 'benefit-risk' as const };
    await hear(sponsorClockStarted, { ...clock, dueAt: '2025-03-18T23:00:00.000Z' });
    const transactions = service.app.get(Transactions, { strict: false });
    const rowsSeen = (more: Partial<Context>) =>
      transactions.read(aContext(more), (tx) => tx.query('select 1 from work_item where clock_id = $1', [clockId]));
    expect(await rowsSeen({})).toHaveLength(1);
    expect(await rowsSeen({ participantId: randomUUID() })).toEqual([]);
    expect(await rowsSeen({ trialId: 'OTHER' })).toEqual([]);
    await hear(sponsorClockMet, { ...clock, dueAt: '2025-03-18T23:00:00.000Z', metAt: at, late: false });
  });

  it('asks for the answer to the corrected clock of the trial alone, and for none once it is withdrawn', async () => {
    const of = (clockId: string) => ({ trialId: 'MANUS', siteId: '', clockId, trialVersion: 1 });
    const [wrong, right] = ['2025-03-18T23:00:00.000Z', '2025-03-12T23:00:00.000Z'].map((dueAt) => ({
      ...{ ...of(randomUUID()), clock: 'benefit-risk' as const, dueAt },
    })) as [DataOf<typeof sponsorClockStarted>, DataOf<typeof sponsorClockStarted>];
    const due = async () =>
      (await list({ siteId: 'UMCN' }, {}, { actor: 'safety-physician', role: 'safety-physician' }))
        .filter(({ clockId }) => clockId === wrong.clockId || clockId === right.clockId)
        .map(({ dueOn }) => dueOn);
    await hear(sponsorClockStarted, wrong);
    expect(await due()).toEqual(['2025-03-18']);
    await hear(sponsorClockSuperseded, wrong);
    await hear(sponsorClockStarted, right);
    expect(await due()).toEqual(['2025-03-12']);
    await hear(sponsorClockWithdrawn, right);
    expect(await due()).toEqual([]);
  });

  it('asks for no answer to a clock another one took over', async () => {
    const who = { ...somebody(), siteId: 'UMCN' };
    const clock = {
      ...{ ...who, adverseEventId: randomUUID(), clockId: randomUUID() },
      ...{ clock: 'susar-other' as const, dueAt: '2025-03-18T23:00:00.000Z' },
    };
    await hear(clockStarted, clock);
    expect(await toDo(who)).toEqual(['clock-susar-other susar-other']);
    await hear(clockSuperseded, clock);
    expect(await toDo(who)).toEqual([]);
  });

  it('asks to look at a grade that its result no longer bears out, until it is kept or revised', async () => {
    const who = { ...somebody(), siteId: 'UMCN' };
    const event = { ...who, adverseEventId: randomUUID(), ...GRADED };
    const result = { resultId: randomUUID(), resultVersion: 2, criterion: '4.03/anemia', lowest: 4, highest: 4 };
    const regradingId = randomUUID();
    await hear(adverseEventRegraded, { ...event, ...result, regradingId });
    expect(await toDo(who)).toEqual(['regrading-waits anemia']);
    const { adverseEventId } = event;
    await hear(regradingSettled, { ...who, adverseEventId, regradingId, answer: 'kept' });
    expect(await toDo(who)).toEqual([]);
  });

  describe('asks which adverse event a local finding is', () => {
    it('until it is linked or taken back, and not where a candidate waits for that', async () => {
      const who = { ...somebody(), siteId: 'UMCN' };
      const found = (item: string) => ({ ...who, findingId: randomUUID(), visitCode: 'W02', item });
      const [linked, withdrawn, proposed] = [found('impaired-function'), found('weakness'), found('swelling')];
      const asFound = { trialVersion: 1, change: 'new' as const };
      const adverseEventId = randomUUID();
      await hear(localFindingFound, { ...linked, ...asFound });
      await hear(localFindingFound, { ...withdrawn, ...asFound });
      await hear(localFindingFound, { ...proposed, ...asFound, adverseEventId });
      expect(await toDo(who)).toEqual(['local-finding-to-link impaired-function', 'local-finding-to-link weakness']);
      const waiting = await list(who, { participantId: who.participantId });
      expect(waiting).toMatchObject([
        { visitCode: 'W02', dueAt: '2025-03-05T09:30:00.000Z' },
        { visitCode: 'W02', dueAt: '2025-03-05T09:30:00.000Z' },
      ]);

      await hear(localFindingLinked, { ...linked, adverseEventId });
      expect(await toDo(who)).toEqual(['local-finding-to-link weakness']);
      await hear(localFindingWithdrawn, withdrawn);
      expect(await toDo(who)).toEqual([]);
    });
  });

  describe('after the end of participation', () => {
    it('nobody is asked what only the participant can do, whether the end was heard before or after', async () => {
      for (const order of ['end last', 'end first']) {
        const who = { ...somebody(), siteId: 'LUMC' };
        const opened = {
          ...{ ...who, visitId: randomUUID(), visitCode: 'W04', trialVersion: 1 },
          closesAt: '2025-03-20T23:00:00.000Z',
        };
        const news = [
          () => hear(visitWindowOpened, opened),
          () => hear(participationEnded, { ...who, as: 'lost', endedAt: at }),
        ];
        for (const tell of order === 'end last' ? news : news.reverse()) await tell();
        // Nobody cancelled this visit: of it somebody still owes the reason.
        expect([order, await toDo(who)]).toEqual([order, ['visit-in-window W04']]);
      }
    });
  });

  describe('is asked', () => {
    const opened = (who: Somebody, closesAt: string) => ({
      ...{ ...who, visitId: randomUUID(), visitCode: 'W02', trialVersion: 1, closesAt },
    });

    it('by standing, kind, participant, site and role, and how much is soon', async () => {
      const { trialId, siteId } = { ...somebody(), siteId: 'UMCN' };
      // Midnight in Amsterdam; the window is one in days.
      const who = await Promise.all(
        [
          '2025-03-04T11:00:00.000Z',
          '2025-03-04T23:00:00.000Z',
          '2025-03-06T23:00:00.000Z',
          '2025-03-20T23:00:00.000Z',
        ].map(async (closesAt): Promise<string> => {
          const person = { trialId, siteId, participantId: randomUUID() };
          await hear(visitWindowOpened, opened(person, closesAt));
          return person.participantId;
        }),
      );
      const found = async (asked: Partial<ListWorklist>, context: Partial<Context> = {}): Promise<number[]> => [
        ...new Set(
          (await list({ siteId }, asked, context)).map(({ participantId }) => who.indexOf(participantId ?? '')),
        ),
      ];
      // The day is the site's, whatever zone the caller works in.
      const zone = { zone: 'Pacific/Kiritimati' };
      expect(await found({ standing: 'overdue' }, zone)).toEqual([0]);
      expect(await found({ standing: 'today' }, zone)).toEqual([1]);
      expect(await found({ standing: 'soon' }, zone)).toEqual([2]);
      expect(await found({ standing: 'later' }, zone)).toEqual([3]);
      expect(await found({ standing: 'later', soonDays: 30 }, zone)).toEqual([]);
      expect(await found({ standing: 'later', soonDays: 0 }, zone)).toEqual([2, 3]);
      expect(await found({ participantId: who[2] ?? randomUUID() })).toEqual([2]);
      expect(await found({ siteId })).toEqual([0, 1, 2, 3]);
      expect(await found({ siteId: 'UMCU' })).toEqual([]);
      expect(await found({}, { sites: ['ELSEWHERE'] })).toEqual([]);

      const rules = async (context: Partial<Context>, asked: Partial<ListWorklist> = {}) =>
        new Set(
          (await service.ask(listWorklist, { trialId, ...asked }, { sites: [siteId], ...context })).items.map(
            ({ rule }) => rule.code,
          ),
        );
      const all = new Set(['visit-in-window', 'participant-answers']);
      expect(await rules({ role: 'study-nurse' })).toEqual(new Set(['visit-in-window']));
      expect(await rules({ role: 'study-nurse' }, { role: 'participant' })).toEqual(new Set(['participant-answers']));
      expect(await rules({ role: 'study-nurse' }, { role: 'everyone' })).toEqual(all);
      expect(await rules({ role: 'monitor' })).toEqual(all);
      expect(await rules({ role: 'safety-physician' })).toEqual(new Set());
      expect(await rules({ role: 'investigator' }, { kind: 'sample' })).toEqual(new Set());
      const own = { role: 'participant', ...(who[1] ? { participantId: who[1] } : {}) };
      expect(await rules(own, { role: 'everyone' })).toEqual(new Set(['participant-answers']));
      expect((await list({ siteId }, {}, own)).map(({ participantId }) => participantId)).toEqual([who[1]]);
    });

    it('page by page in an order that news and the clock do not change, and never more than 60 kB at once', async () => {
      const who = somebody();
      const person = () => ({ ...who, participantId: randomUUID() });
      await Promise.all(
        Array.from({ length: 60 }, (_, day) =>
          hear(visitWindowOpened, opened(person(), `2025-04-${String((day % 28) + 1).padStart(2, '0')}T22:00:00.000Z`)),
        ),
      );
      const pages: WorklistItem[][] = [];
      for (let cursor: string | undefined; ;) {
        const page = await service.ask(
          listWorklist,
          { trialId: 'MANUS', role: 'everyone', limit: 200, ...(cursor === undefined ? {} : { cursor }) },
          { sites: [who.siteId] },
        );
        expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThanOrEqual(60_000);
        pages.push(page.items);
        // What comes before the cursor meanwhile is on no later page.
        if (cursor === undefined) await hear(visitWindowOpened, opened(person(), '2025-03-01T22:00:00.000Z'));
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      expect(pages.length).toBeGreaterThan(1);
      const seen = pages.flat();
      expect(new Set(seen.map(({ itemId }) => itemId)).size).toBe(120);
      expect(seen.map(({ dueAt, itemId }) => `${dueAt} ${itemId}`)).toEqual(
        seen.map(({ dueAt, itemId }) => `${dueAt} ${itemId}`).sort(),
      );
    });

    it.each(['a', '2025-03-01T22:00:00.000Z', '2025-99-01T22:00:00.000Z 0195a1f2-0000-7000-8000-000000000001'])(
      'with a cursor that is none: %s',
      async (cursor) => {
        const reply = await service.send(listWorklist, {
          trialId: 'MANUS',
          cursor: Buffer.from(cursor).toString('base64url'),
        });
        expect(reply).toMatchObject({ rejection: { code: 'cursor-not-readable' } });
      },
    );
  });

  describe('of ten thousand participants', () => {
    it('is read by index, a page of each site and no more', async () => {
      await service.rows(
        `set session_replication_role = replica;
         insert into work_item (id, trial_id, site_id, participant_id, rule, what, trial_version, begun_at, due_at, visit_id, visit_code)
         select gen_random_uuid(), 'LARGE', 'L' || n % 150, gen_random_uuid(), 'visit-in-window', 'W02', 1, timestamptz '${at}',
                timestamptz '${at}' + n * interval '1 minute', gen_random_uuid(), 'W02'
           from generate_series(1, 40000) as n`,
      );
      await service.rows('analyze work_item');
      const everywhere = Array.from({ length: 150 }, (_, index) => `L${index}`);
      const request = Object.assign(new ListWorklist(), { trialId: 'LARGE', role: 'everyone' });
      const context = (sites: string[]) => aContext({ trialId: 'LARGE', sites });
      const { items } = await service.ask(listWorklist, request, context(everywhere));
      expect(items.map(({ dueAt }) => dueAt)).toEqual(
        items.map((_, n) =>
          instant(at)
            .add({ minutes: n + 1 })
            .toString({ fractionalSecondDigits: 3 }),
        ),
      );

      for (const sites of [['L7'], everywhere]) {
        const trials = service.app.get(Trials, { strict: false });
        const [scans] = await scansOf(service, context(sites), (tx) => worklist(tx, trials, request));
        // Each site is looked up once, and read no further than a page goes.
        expect(scans?.filter(({ on }) => on === 'work_item')).toEqual([
          { on: 'work_item', by: 'work_to_do', times: sites.length, rows: 51 },
        ]);
      }
    });
  });
});

const GRADED = { term: 'anemia', organClass: 'blood', ctcaeVersion: '4.03', grade: 3 };

const treatmentOf = (who: { trialId: string; siteId: string; participantId: string }, anchorAt = at) => ({
  ...{ ...who, participantCode: 'X-001', administrationId: randomUUID(), trialVersion: 1 },
  ...{ anchorAt, zone: 'Europe/Amsterdam' },
});

const resultOf = (
  who: { trialId: string; siteId: string; participantId: string },
  analyte: string,
  visitCode: string,
): DataOf<typeof resultRecorded> => ({
  ...{ ...who, resultId: randomUUID(), resultVersion: 1, trialVersion: 1, analyte, visitCode },
  ...{ value: { comparator: '=', number: 60, unit: '/min' }, range: {}, collectedAt: at },
});

const responseOf = (
  who: { trialId: string; siteId: string; participantId: string },
  visitId: string,
  assessment: string,
): DataOf<typeof responseSubmitted> => ({
  ...{ ...who, responseId: randomUUID(), assignmentId: randomUUID(), visitId, visitCode: 'W08', assessment },
  ...{
    instrument: 'pain-vas',
    instrumentVersion: 'hand.24h',
    language: 'nl',
    algorithm: 'pain',
    algorithmVersion: '1',
  },
  ...{ scores: {}, completion: 'complete', timing: 'in-window', submittedAt: at },
});
