import { randomUUID } from 'node:crypto';
import {
  assignmentMissed,
  listVisits,
  listWorklist,
  missVisit,
  participantConsented,
  participantFoundEligible,
  participantRandomised,
  participantScreened,
  participantScreeningFailed,
  participantTreated,
  participationEnded,
  recordVisit,
  responseSubmitted,
  resultRecorded,
  visitDone,
  visitWindowOpened,
  type DataOf,
} from '@trial/contracts';
import { eventually } from '../../support/eventually.js';
import { AskedWork, AT, type Somebody } from './asked-work.js';
import { responseOf } from './cohort.js';
import { FORMS_OF_STAFF } from './trial-files.js';

describe('the work list: visits and enrolment', () => {
  let work: AskedWork;
  beforeAll(async () => {
    work = await AskedWork.start();
  });
  afterAll(() => work.service.stop());

  it('the steps of enrolment, one after the other, each by its rule', async () => {
    const who = { ...work.somebody(), siteId: 'UMCU' };
    await work.hear(participantScreened, { ...who, participantCode: 'UMCU-001' });
    expect(await work.list(who, { participantId: who.participantId })).toEqual([
      {
        itemId: expect.any(String),
        kind: 'signature',
        what: 'consent',
        siteId: 'UMCU',
        participantId: who.participantId,
        participantCode: 'UMCU-001',
        since: AT,
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
      ...(await work.toDo(who, { kind: 'signature' })),
      ...(await work.toDo(who, { kind: 'enrolment' })),
    ];
    await work.hear(participantConsented, {
      ...{ ...who, participantCode: 'UMCU-001', trialVersion: 1, consentVersion: '1', consentedAt: AT },
      ...{ sex: 'female', age: 50 },
    });
    expect(await now()).toEqual(['eligibility-to-sign eligibility']);
    await work.hear(participantFoundEligible, who);
    expect(await now()).toEqual(['randomisation-to-make randomisation']);
    await work.hear(participantRandomised, { ...who, randomisedAt: AT });
    expect(await now()).toEqual(['treatment-to-give treatment']);
    await work.hear(participantTreated, treatmentOf(who));
    await eventually(async () => expect(await now()).not.toContain('treatment-to-give treatment'));
  });

  it('nothing more of who failed screening, whichever was heard first', async () => {
    const who = { ...work.somebody(), siteId: 'UMCU' };
    await work.hear(participantScreeningFailed, { ...who, criteria: ['INC1'] });
    await work.hear(participantScreened, { ...who, participantCode: 'UMCU-002' });
    expect(await work.toDo(who)).toEqual([]);
  });

  it('a visit and its forms while the window is open, and its panels once it took place', async () => {
    const who = { ...work.somebody(), siteId: 'LUMC' };
    await work.hear(participantTreated, treatmentOf(who, '2025-01-01T09:30:00.000Z'));
    const visits = await eventually(async () => {
      const { items } = await work.service.ask(
        listVisits,
        { trialId: 'MANUS', participantId: who.participantId },
        { sites: [who.siteId] },
      );
      expect(items).toHaveLength(7);
      return items;
    });
    await work.expectToDo(who, [
      'participant-answers disability',
      'participant-answers disability',
      ...['H48', 'W02', 'W04', 'W08'].map(() => 'participant-answers pain'),
      ...['H48', 'W02', 'W04', 'W08'].map((code) => `visit-in-window ${code}`),
    ]);

    const w08 = visits.find(({ visitCode }) => visitCode === 'W08');
    const visitId = w08?.visitId ?? '';
    const where = { sites: [who.siteId] };
    await work.service.ask(
      recordVisit,
      { trialId: 'MANUS', participantId: who.participantId, visitId, occurredAt: '2025-03-03T09:00:00Z' },
      where,
    );
    // In the same transaction: no waiting.
    expect(await work.toDo(who, { kind: 'visit' })).toEqual(
      ['H48', 'W02', 'W04'].map((code) => `visit-in-window ${code}`),
    );
    await eventually(async () =>
      expect(await work.toDo(who, { kind: 'sample' })).toEqual(['results-of-visit vital-signs']),
    );
    expect(await work.list(who, { kind: 'sample', participantId: who.participantId })).toMatchObject([
      { visitId, visitCode: 'W08', dueOn: '2025-03-10', standing: 'later' },
    ]);

    await work.hear(resultRecorded, resultOf(who, 'heart-rate', 'W08'));
    expect(await work.toDo(who, { kind: 'sample' })).toEqual([]);
    await work.hear(responseSubmitted, responseOf(who, visitId, 'pain', AT));
    await work.hear(assignmentMissed, {
      ...{ ...who, assignmentId: randomUUID(), visitId, visitCode: 'W08' },
      ...{ assessment: 'disability', instrument: 'haq-di' },
    });
    expect((await work.list(who, { kind: 'questionnaire' })).filter((item) => item.visitId === visitId)).toEqual([]);
  });

  it('the forms of staff again when a visit that was declared missed took place after all', async () => {
    const who = { ...work.somebody(), trialId: 'STAFF', siteId: 'UMCN' };
    await work.hear(participantTreated, treatmentOf(who, '2025-02-18T09:30:00.000Z'));
    const where = { trialId: 'STAFF', sites: [who.siteId] };
    const of = { trialId: 'STAFF', participantId: who.participantId };
    const w02 = await eventually(async () => {
      const { items } = await work.service.ask(listVisits, of, where);
      const visit = items.find(({ visitCode }) => visitCode === 'W02');
      expect(visit?.standing).toBe('due');
      return { ...of, visitId: visit?.visitId ?? '' };
    });
    const ofStaff = { ...of, kind: 'questionnaire' as const, role: 'study-nurse' as const };
    const atVisit = async () =>
      (await work.service.ask(listWorklist, ofStaff, where)).items.filter(({ visitId }) => visitId === w02.visitId);
    const staffForms = async () => (await atVisit()).map(({ rule, what }) => `${rule.code} ${what}`).sort();
    const each = (rule: string) => FORMS_OF_STAFF.map((form) => `${rule} ${form}`);
    await eventually(async () => expect(await staffForms()).toEqual(each('staff-fills-in')));
    await work.service.ask(missVisit, { ...w02, cause: 'not-reached', reason: 'no answer' }, where);
    for (const assessment of FORMS_OF_STAFF)
      await work.hear(assignmentMissed, {
        ...{ ...who, assignmentId: randomUUID(), visitId: w02.visitId, visitCode: 'W02' },
        ...{ assessment, instrument: assessment },
      });
    expect(await staffForms()).toEqual([]);

    await work.service.ask(recordVisit, { ...w02, occurredAt: '2025-03-04T10:00:00Z' }, where);
    await eventually(async () => expect(await staffForms()).toEqual(each('staff-fills-in-after-all')));
    expect(await atVisit()).toMatchObject(FORMS_OF_STAFF.map(() => ({ dueOn: '2025-03-04', standing: 'today' })));
    await work.hear(responseSubmitted, responseOf(who, w02.visitId, FORMS_OF_STAFF[0], AT));
    expect(await staffForms()).toEqual(each('staff-fills-in-after-all').slice(1));
  });

  it('no form of staff that was answered after all before our own news of the visit is heard', async () => {
    const who = { ...work.somebody(), trialId: 'STAFF', siteId: 'UMCN' };
    const visit = { ...who, visitId: randomUUID(), visitCode: 'W02', trialVersion: 1 };
    const [answered, ...others] = FORMS_OF_STAFF;
    await work.hear(responseSubmitted, responseOf(who, visit.visitId, answered, AT));
    await work.hear(visitDone, { ...visit, occurredAt: AT, position: 'in-window', afterAll: true });
    const asked = { trialId: 'STAFF', participantId: who.participantId, kind: 'questionnaire' } as const;
    const left = (await work.list(who, asked, { trialId: 'STAFF' })).map(({ rule, what }) => `${rule.code} ${what}`);
    expect(left.sort()).toEqual(others.map((form) => `staff-fills-in-after-all ${form}`));
  });

  describe('after the end of participation', () => {
    it('nobody is asked what only the participant can do, whether the end was heard before or after', async () => {
      for (const order of ['end last', 'end first']) {
        const who = { ...work.somebody(), siteId: 'LUMC' };
        const opened = {
          ...{ ...who, visitId: randomUUID(), visitCode: 'W04', trialVersion: 1 },
          closesAt: '2025-03-20T23:00:00.000Z',
        };
        const news = [
          () => work.hear(visitWindowOpened, opened),
          () => work.hear(participationEnded, { ...who, as: 'lost', endedAt: AT }),
        ];
        for (const tell of order === 'end last' ? news : news.reverse()) await tell();
        // Nobody cancelled this visit: of it somebody still owes the reason.
        expect([order, await work.toDo(who)]).toEqual([order, ['visit-in-window W04']]);
      }
    });
  });
});

const treatmentOf = (who: Somebody, anchorAt = AT) => ({
  ...{ ...who, participantCode: 'X-001', administrationId: randomUUID(), trialVersion: 1 },
  ...{ anchorAt, zone: 'Europe/Amsterdam' },
});

const resultOf = (who: Somebody, analyte: string, visitCode: string): DataOf<typeof resultRecorded> => ({
  ...{ ...who, resultId: randomUUID(), resultVersion: 1, trialVersion: 1, analyte, visitCode },
  ...{ value: { comparator: '=', number: 60, unit: '/min' }, range: {}, collectedAt: AT },
});
