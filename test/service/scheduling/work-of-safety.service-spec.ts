import { randomUUID } from 'node:crypto';
import {
  adverseEventCandidateRaisedV2,
  adverseEventRefuted,
  adverseEventRegraded,
  clockMet,
  clockStarted,
  clockSuperseded,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  participationEnded,
  pauseProposalSettled,
  pauseProposed,
  pregnancyAnomalyFound,
  pregnancyAnomalySettled,
  pregnancyFollowUpDue,
  pregnancyFollowUpSettled,
  pregnancyReceived,
  pregnancyReported,
  queryAnswered,
  queryClosed,
  queryOpened,
  regradingSettled,
  signatureGiven,
  signatureSuperseded,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  type ListWorklist,
  type DataOf,
} from '@trial/contracts';
import { type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { aContext } from '../../support/service.js';
import { AskedWork, AT } from './asked-work.js';

describe('the work list: safety', () => {
  let work: AskedWork;
  beforeAll(async () => {
    work = await AskedWork.start();
  });
  afterAll(() => work.service.stop());

  it('a candidate and a clock until they are answered, also after the end of participation (S20)', async () => {
    const who = { ...work.somebody(), siteId: 'UMCN' };
    const event = { ...who, adverseEventId: randomUUID(), ...GRADED };
    const clock = {
      ...{ ...who, adverseEventId: event.adverseEventId, clockId: randomUUID() },
      ...{ clock: 'sae-to-sponsor' as const, dueAt: '2025-03-05T09:30:00.000Z' },
    };
    await work.hear(adverseEventCandidateRaisedV2, {
      ...event,
      origin: { from: 'laboratory', resultId: randomUUID(), resultVersion: 1, criterion: '4.03/anemia' },
    });
    await work.hear(clockStarted, clock);
    await work.hear(participationEnded, { ...who, as: 'withdrawn', endedAt: AT });
    const waiting = await work.list(who, { participantId: who.participantId });
    expect(waiting.map(({ dueAt, standing }) => [dueAt, standing])).toEqual(
      waiting.map(() => ['2025-03-05T09:30:00.000Z', 'soon']),
    );
    expect(waiting.map(({ adverseEventId }) => adverseEventId)).toEqual(waiting.map(() => event.adverseEventId));
    expect(await work.toDo(who)).toEqual(['candidate-waits anemia', 'clock-sae-to-sponsor sae-to-sponsor']);

    await work.hear(adverseEventRefuted, event);
    await work.hear(clockMet, { ...clock, metAt: AT, late: false });
    expect(await work.toDo(who)).toEqual([]);
  });

  it('a query to the site until it is answered, then to the role that asked; asked again it is another thing to do', async () => {
    const who = { ...work.somebody(), siteId: 'UMCN' };
    const [adverseEventId, queryId, askId, answerId, again] = Array.from({ length: 5 }, () => randomUUID());
    const query = { ...who, adverseEventId: adverseEventId ?? '', queryId: queryId ?? '', field: 'grade' };
    const asked = { ...query, openerRole: 'monitor' as const, askId: askId ?? '' };
    const answer = { answerId: answerId ?? '' };
    const as = (role: 'monitor' | 'study-nurse') =>
      work.list(who, { participantId: who.participantId, role }, { role, actor: role });

    await work.hear(queryOpened, { ...asked, insufficientAnswerId: null });
    expect(await as('study-nurse')).toMatchObject([
      { kind: 'query', what: 'grade', adverseEventId, roles: ['investigator', 'study-nurse'] },
    ]);
    expect(await as('monitor')).toEqual([]);
    await work.hear(queryAnswered, { ...asked, ...answer });
    expect(await as('study-nurse')).toEqual([]);
    expect(await as('monitor')).toMatchObject([{ rule: { code: 'query-answer-monitor' }, roles: ['monitor'] }]);
    const reasked = { ...asked, askId: again ?? '' };
    await work.hear(queryOpened, { ...reasked, insufficientAnswerId: answer.answerId });
    expect(await work.toDo(who)).toEqual(['query-to-answer grade']);
    await work.hear(queryClosed, { ...reasked, answerId: null });
    expect(await work.toDo(who)).toEqual([]);
  });

  it('a signature that was superseded, to the investigator until it is given again, whichever news comes first', async () => {
    for (const order of ['superseded first', 'given first']) {
      const who = { ...work.somebody(), siteId: 'UMCN' };
      const [adverseEventId, first, second] = Array.from({ length: 3 }, () => randomUUID());
      const signature = { ...who, adverseEventId: adverseEventId ?? '', meaning: 'complete-and-correct' };
      const again = () =>
        work.hear(signatureGiven, { ...signature, signatureId: second ?? '', replaces: first ? [first] : [] });
      if (order === 'given first') await again();
      await work.hear(signatureSuperseded, { ...signature, signatureId: first ?? '' });
      if (order === 'superseded first') {
        expect(await work.list(who, { participantId: who.participantId, kind: 'signature' })).toMatchObject([
          { what: 'complete-and-correct', adverseEventId, roles: ['investigator'] },
        ]);
        await again();
      }
      expect(await work.toDo(who)).toEqual([]);
    }
  });

  it('a pregnancy, to the sponsor within its hours, then on its days, and an anomaly until its event is linked', async () => {
    const who = { ...work.somebody(), siteId: 'UMCN' };
    const of = { ...who, pregnancyId: randomUUID() };
    const shown = async (role: 'investigator' | 'study-nurse' | 'safety-physician' | 'monitor') =>
      (await work.list(who, { participantId: who.participantId, role }, { role, actor: role })).map(
        ({ rule, what, dueAt }) => [rule.code, what, dueAt],
      );
    await work.hear(pregnancyReported, { ...of, whose: 'partner', dueAt: '2025-03-05T09:00:00.000Z' });
    const toSponsor = [['pregnancy-to-sponsor', 'partner', '2025-03-05T09:00:00.000Z']];
    expect([await shown('investigator'), await shown('safety-physician')]).toEqual([toSponsor, toSponsor]);
    expect([await shown('study-nurse'), await shown('monitor')]).toEqual([[], []]);
    await work.hear(pregnancyReceived, { ...of, receivedAt: AT, late: false });
    expect(await shown('investigator')).toEqual([]);

    const followUpId = randomUUID();
    await work.hear(pregnancyFollowUpDue, { ...of, followUpId });
    const toFollow = [['pregnancy-to-follow', 'pregnancy', '2025-03-11T22:59:59.999Z']];
    expect([await shown('study-nurse'), await shown('safety-physician')]).toEqual([toFollow, []]);
    await work.hear(pregnancyFollowUpSettled, { ...of, followUpId });
    expect(await shown('study-nurse')).toEqual([]);

    const anomalyId = randomUUID();
    await work.hear(pregnancyAnomalyFound, { ...of, anomalyId, learnedAt: '2025-03-02T08:00:00.000Z' });
    const toReport = ['anomaly-to-report', 'congenital-anomaly', '2025-03-03T08:00:00.000Z'];
    expect(await shown('investigator')).toEqual([toReport]);
    await work.hear(pregnancyAnomalySettled, { ...of, anomalyId });
    expect(await shown('investigator')).toEqual([]);
  });

  it('a query that is closed before its answer is heard of to nobody', async () => {
    const who = { ...work.somebody(), siteId: 'UMCN' };
    const query = { ...who, adverseEventId: randomUUID(), queryId: randomUUID(), askId: randomUUID(), field: null };
    const asked = { ...query, openerRole: 'data-manager' as const };
    const answer = { ...asked, answerId: randomUUID() };
    await work.hear(queryClosed, answer);
    await work.hear(queryAnswered, answer);
    await work.hear(queryOpened, { ...asked, insufficientAnswerId: null });
    expect(await work.toDo(who)).toEqual([]);
  });

  it('a pause that is proposed, to the safety physician until it is settled, whichever news comes first', async () => {
    for (const order of ['proposed first', 'settled first']) {
      const who = { ...work.somebody(), siteId: 'UMCN' };
      const proposalId = randomUUID();
      const proposed = { ...who, proposalId, kind: 'pause' as const, rule: 'death', trialVersion: 1 };
      await work.hear(participationEnded, { ...who, as: 'died', endedAt: AT });
      const settle = () => work.hear(pauseProposalSettled, { ...who, proposalId, as: 'dismissed', settledAt: AT });
      if (order === 'settled first') await settle();
      await work.hear(pauseProposed, { ...proposed, threshold: 1, count: 1, proposedAt: AT });
      if (order === 'proposed first') {
        const ofPhysician = { actor: 'physician', role: 'safety-physician' };
        const asked = { participantId: who.participantId, role: 'safety-physician' as const };
        expect(await work.list(who, asked, ofPhysician)).toMatchObject([
          {
            ...{ what: 'death', roles: ['safety-physician'], dueAt: '2025-03-05T22:59:59.999Z' },
            rule: { code: 'pause-to-decide', trialVersion: 1 },
          },
        ]);
        await settle();
      }
      expect([order, await work.toDo(who)]).toEqual([order, []]);
    }
  });

  it('asks the sponsor, wherever they look from, for what the whole trial owes, and shows it to nobody else', async () => {
    const facts = { trialId: 'MANUS', siteId: '', clockId: randomUUID(), trialVersion: 1 };
    const clock = { ...facts, clock: 'serious-breach' as const, dueAt: '2025-03-04T23:00:00.000Z' };
    const seenBy = async (role: string, asked: Partial<ListWorklist> = {}, more: Partial<Context> = {}) =>
      (await work.list({ siteId: 'UMCN' }, asked, { actor: role, role, ...more }))
        .filter(({ clockId }) => clockId === facts.clockId)
        .map(({ what, siteId, participantId, dueOn, standing }) => ({ what, siteId, participantId, dueOn, standing }));
    await work.hear(sponsorClockStarted, clock);
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
    await work.hear(sponsorClockMet, { ...clock, metAt: AT, late: false });
    expect(await seenBy('safety-physician')).toEqual([]);
  });

  it('keeps what the whole trial owes from participants in the tables too', async () => {
    const clockId = randomUUID();
    const clock = { trialId: 'MANUS', siteId: '', clockId, trialVersion: 1, clock: 'benefit-risk' as const };
    await work.hear(sponsorClockStarted, { ...clock, dueAt: '2025-03-18T23:00:00.000Z' });
    const transactions = work.service.app.get(Transactions, { strict: false });
    const rowsSeen = (more: Partial<Context>) =>
      transactions.read(aContext(more), (tx) => tx.query('select 1 from work_item where clock_id = $1', [clockId]));
    expect(await rowsSeen({})).toHaveLength(1);
    expect(await rowsSeen({ participantId: randomUUID() })).toEqual([]);
    expect(await rowsSeen({ trialId: 'OTHER' })).toEqual([]);
    await work.hear(sponsorClockMet, { ...clock, dueAt: '2025-03-18T23:00:00.000Z', metAt: AT, late: false });
  });

  it('asks for the answer to the corrected clock of the trial alone, and for none once it is withdrawn', async () => {
    const of = (clockId: string) => ({ trialId: 'MANUS', siteId: '', clockId, trialVersion: 1 });
    const [wrong, right] = ['2025-03-18T23:00:00.000Z', '2025-03-12T23:00:00.000Z'].map((dueAt) => ({
      ...{ ...of(randomUUID()), clock: 'benefit-risk' as const, dueAt },
    })) as [DataOf<typeof sponsorClockStarted>, DataOf<typeof sponsorClockStarted>];
    const due = async () =>
      (await work.list({ siteId: 'UMCN' }, {}, { actor: 'safety-physician', role: 'safety-physician' }))
        .filter(({ clockId }) => clockId === wrong.clockId || clockId === right.clockId)
        .map(({ dueOn }) => dueOn);
    await work.hear(sponsorClockStarted, wrong);
    expect(await due()).toEqual(['2025-03-18']);
    await work.hear(sponsorClockSuperseded, wrong);
    await work.hear(sponsorClockStarted, right);
    expect(await due()).toEqual(['2025-03-12']);
    await work.hear(sponsorClockWithdrawn, right);
    expect(await due()).toEqual([]);
  });

  it('asks for no answer to a clock another one took over', async () => {
    const who = { ...work.somebody(), siteId: 'UMCN' };
    const clock = {
      ...{ ...who, adverseEventId: randomUUID(), clockId: randomUUID() },
      ...{ clock: 'susar-other' as const, dueAt: '2025-03-18T23:00:00.000Z' },
    };
    await work.hear(clockStarted, clock);
    expect(await work.toDo(who)).toEqual(['clock-susar-other susar-other']);
    await work.hear(clockSuperseded, clock);
    expect(await work.toDo(who)).toEqual([]);
  });

  it('asks to look at a grade that its result no longer bears out, until it is kept or revised', async () => {
    const who = { ...work.somebody(), siteId: 'UMCN' };
    const event = { ...who, adverseEventId: randomUUID(), ...GRADED };
    const result = { resultId: randomUUID(), resultVersion: 2, criterion: '4.03/anemia', lowest: 4, highest: 4 };
    const regradingId = randomUUID();
    await work.hear(adverseEventRegraded, { ...event, ...result, regradingId });
    expect(await work.toDo(who)).toEqual(['regrading-waits anemia']);
    const { adverseEventId } = event;
    await work.hear(regradingSettled, { ...who, adverseEventId, regradingId, answer: 'kept' });
    expect(await work.toDo(who)).toEqual([]);
  });

  describe('asks which adverse event a local finding is', () => {
    it('until it is linked or taken back, and not where a candidate waits for that', async () => {
      const who = { ...work.somebody(), siteId: 'UMCN' };
      const found = (item: string) => ({ ...who, findingId: randomUUID(), visitCode: 'W02', item });
      const [linked, withdrawn, proposed] = [found('impaired-function'), found('weakness'), found('swelling')];
      const asFound = { trialVersion: 1, change: 'new' as const };
      const adverseEventId = randomUUID();
      await work.hear(localFindingFound, { ...linked, ...asFound });
      await work.hear(localFindingFound, { ...withdrawn, ...asFound });
      await work.hear(localFindingFound, { ...proposed, ...asFound, adverseEventId });
      expect(await work.toDo(who)).toEqual([
        'local-finding-to-link impaired-function',
        'local-finding-to-link weakness',
      ]);
      const waiting = await work.list(who, { participantId: who.participantId });
      expect(waiting).toMatchObject([
        { visitCode: 'W02', dueAt: '2025-03-05T09:30:00.000Z' },
        { visitCode: 'W02', dueAt: '2025-03-05T09:30:00.000Z' },
      ]);

      await work.hear(localFindingLinked, { ...linked, adverseEventId });
      expect(await work.toDo(who)).toEqual(['local-finding-to-link weakness']);
      await work.hear(localFindingWithdrawn, withdrawn);
      expect(await work.toDo(who)).toEqual([]);
    });
  });
});

const GRADED = { term: 'anemia', organClass: 'blood', ctcaeVersion: '4.03', grade: 3 };
