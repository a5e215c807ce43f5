import { randomUUID } from 'node:crypto';
import {
  adverseEventCandidateRaised,
  adverseEventCandidateRaisedV2,
  confirmCandidate,
  correctLocalToxicity,
  linkLocalFinding,
  listAdverseEvents,
  listClocks,
  listLocalToxicity,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  operationsOf,
  participantConsented,
  participantTreated,
  readAdverseEvent,
  readLocalToxicity,
  readMaximumGrades,
  recordLocalToxicity,
  refuteCandidate,
  reportAdverseEvent,
  treatmentCorrected,
  type AdverseEventView,
  type LocalFindingView,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';

const CONSENTED_AT = '2025-02-01T09:00:00.000Z';
const TREATED_AT = '2025-02-17T10:00:00.000Z';
/** What the trial asks, by the alphabet. */
const ITEMS = ['haematoma', 'impaired-function', 'new-ulcer', 'pain-at-site', 'swelling', 'warmth', 'worsening-ulcer'];

type Extent = 0 | 1 | 2 | 3;
type Seen = Readonly<Record<string, Extent>>;
type Form = RequestOf<typeof recordLocalToxicity>;

/** Nothing but what is named. */
const answers = (seen: Seen): Form['answers'] => ITEMS.map((item) => ({ item, extent: seen[item] ?? 0 }));
const told = (findings: readonly LocalFindingView[]) =>
  findings.map(({ visitCode, item, change, state }) => `${visitCode} ${item} ${change} ${state}`).sort();

describe('local toxicity', () => {
  let safety: BootedService;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
  });
  afterAll(() => safety.stop());

  const heard = (ids: readonly string[]) =>
    eventually(async () =>
      expect(await safety.rows('select 1 from inbox_message where event_id = any ($1::text[])', [ids])).toHaveLength(
        ids.length,
      ),
    );
  const consent = (participantId: string, { siteId = 'UMCU', trialId = 'MANUS' } = {}) =>
    safety.hear(participantConsented, {
      ...{ trialId, siteId, participantId, participantCode: 'X-1', trialVersion: 1 },
      ...{ consentVersion: '1', consentedAt: CONSENTED_AT, sex: 'female', age: 50 },
    });
  const treat = (participantId: string, siteId = 'UMCU') =>
    safety.hear(participantTreated, {
      ...{ trialId: 'MANUS', siteId, participantId, participantCode: 'X-1', trialVersion: 1 },
      ...{ administrationId: randomUUID(), anchorAt: TREATED_AT, zone: 'Europe/Amsterdam' },
    });

  /** A participant this service has heard of. */
  async function aParticipant(siteId = 'UMCU'): Promise<string> {
    const participantId = randomUUID();
    await heard([await consent(participantId, { siteId })]);
    await heard([await treat(participantId, siteId)]);
    return participantId;
  }

  const MOMENTS: Readonly<Record<string, string>> = {
    BL: '2025-02-10T09:00:00Z',
    H48: '2025-02-19T10:00:00Z',
    W02: '2025-03-03T07:00:00Z',
  };
  const formOf = (participantId: string, visitCode: string, seen: Seen = {}, more: Partial<Form> = {}): Form => ({
    ...{ trialId: 'MANUS', participantId, visitCode, limb: 'treated', answers: answers(seen) },
    ...{ assessedAt: MOMENTS[visitCode] ?? '2025-03-03T07:00:00Z', ...more },
  });
  const record = (...form: Parameters<typeof formOf>) => safety.ask(recordLocalToxicity, formOf(...form));
  const correct = (form: { formId: string; participantId: string; version: number }, visitCode: string, seen: Seen) =>
    safety.ask(correctLocalToxicity, {
      ...{ trialId: 'MANUS', participantId: form.participantId, formId: form.formId, answers: answers(seen) },
      ...{ assessedAt: MOMENTS[visitCode] ?? '', expectedVersion: form.version, reason: 'read wrongly' },
    });
  const findingsOf = async (participantId: string): Promise<LocalFindingView[]> =>
    (await safety.ask(listLocalToxicity, { trialId: 'MANUS', participantId })).items.flatMap(
      ({ findings }) => findings,
    );
  /** By term: ids made at one moment say nothing of an order. */
  const eventsOf = async (participantId: string, context = {}): Promise<AdverseEventView[]> =>
    (await safety.ask(listAdverseEvents, { trialId: 'MANUS', participantId }, context)).items.sort((a, b) =>
      a.term === b.term ? 0 : a.term < b.term ? 1 : -1,
    );
  const saidOf = async (participantId: string, contract: typeof localFindingFound | typeof localFindingWithdrawn) =>
    (await safety.said(contract)).filter((said) => said.participantId === participantId).map(({ item }) => item);
  const confirm = (participantId: string, adverseEventId: string, grade?: 1 | 2 | 3) => ({
    ...{ trialId: 'MANUS', participantId, adverseEventId, seriousness: [], awareAt: '2025-03-03T08:00:00Z' },
    ...{ reason: 'seen again', ...(grade ? { grade } : {}) },
  });
  const reported = (participantId: string, context = {}) =>
    safety.ask(
      reportAdverseEvent,
      {
        ...{ trialId: 'MANUS', participantId, term: 'pain-in-extremity', grade: 1, seriousness: [] },
        ...{ onsetOn: '2025-03-02', awareAt: '2025-03-03T07:30:00Z' },
      },
      context,
    );

  describe('a form', () => {
    it('proposes an adverse event without a grade for what is new or worse, with its clock', async () => {
      const participantId = await aParticipant();
      await record(participantId, 'BL', { swelling: 1, warmth: 1 });
      const form = await record(participantId, 'W02', { swelling: 2, warmth: 1, haematoma: 1, 'impaired-function': 2 });
      expect(told(form.findings)).toEqual([
        'W02 haematoma new proposed',
        'W02 impaired-function new open',
        'W02 swelling worse proposed',
      ]);
      expect(form).toMatchObject({
        version: 1,
        siteId: 'UMCU',
        answers: answers({ ...{ swelling: 2, warmth: 1 }, ...{ haematoma: 1, 'impaired-function': 2 } }),
      });

      const events = await eventsOf(participantId);
      expect(events).toMatchObject([
        { term: 'injection-site-reaction', status: 'candidate', source: 'local-toxicity', onsetOn: '2025-03-03' },
        { term: 'hematoma', status: 'candidate', source: 'local-toxicity', organClass: 'Vascular disorders' },
      ]);
      expect(events.map(({ grade }) => grade)).toEqual([undefined, undefined]);
      const ids = events.map(({ adverseEventId }) => adverseEventId);
      const clocks = (await safety.ask(listClocks, { trialId: 'MANUS', limit: 200 })).items;
      expect(clocks.filter(({ adverseEventId }) => ids.includes(adverseEventId))).toMatchObject([
        { clock: 'sae-to-sponsor', state: 'running', dueAt: '2025-03-04T08:00:00.000Z' },
        { clock: 'sae-to-sponsor', state: 'running', dueAt: '2025-03-04T08:00:00.000Z' },
      ]);
      const raised = (await safety.said(adverseEventCandidateRaisedV2)).filter((said) =>
        ids.includes(said.adverseEventId),
      );
      expect(raised.map(({ grade, origin }) => [grade, origin])).toEqual(
        ['swelling', 'haematoma'].map((item) => [
          null,
          { from: 'local-toxicity', formId: form.formId, visitCode: 'W02', item },
        ]),
      );
      const first = await safety.said(adverseEventCandidateRaised);
      expect(first.filter(({ adverseEventId }) => ids.includes(adverseEventId))).toEqual([]);
      const found = (await safety.said(localFindingFound)).filter((said) => said.participantId === participantId);
      expect(found.map(({ item, change, adverseEventId }) => [item, change, adverseEventId])).toEqual([
        ['swelling', 'worse', ids[0]],
        ['impaired-function', 'new', undefined],
        ['haematoma', 'new', ids[1]],
      ]);
    });

    it('of the other limb is kept as background and proposes nothing', async () => {
      const participantId = await aParticipant();
      const form = await record(participantId, 'W02', { swelling: 3 }, { limb: 'untreated' });
      expect([form.limb, form.findings, await eventsOf(participantId)]).toEqual(['untreated', [], []]);
    });

    it('is one per visit and limb, and the same request is answered once', async () => {
      const participantId = await aParticipant();
      const key = randomUUID();
      const once = { idempotency: { scope: 'form', key, fingerprint: key } };
      const [first, again] = [
        await safety.ask(recordLocalToxicity, formOf(participantId, 'W02', { swelling: 1 }), once),
        await safety.ask(recordLocalToxicity, formOf(participantId, 'W02', { swelling: 1 }), once),
      ];
      expect(again).toEqual(first);
      expect(await safety.send(recordLocalToxicity, formOf(participantId, 'W02'))).toMatchObject({
        rejection: { code: 'local-toxicity-already-recorded', field: 'visitCode' },
      });
      await record(participantId, 'W02', {}, { limb: 'untreated' });
      expect(await eventsOf(participantId)).toHaveLength(1);
    });

    it.each<[string, Partial<Form>, string, string]>([
      ['a visit the trial does not have', { visitCode: 'W03' }, 'visit-unknown', 'visitCode'],
      [
        'an item of nobody',
        { answers: [...answers({}), { item: 'rash', extent: 1 }] },
        'item-unknown',
        'answers.7.item',
      ],
      [
        'an item twice',
        { answers: [...answers({}), { item: 'warmth', extent: 1 }] },
        'item-answered-twice',
        'answers.7.item',
      ],
      ['an item left out', { answers: answers({}).slice(1) }, 'item-not-answered', 'answers'],
      ['a moment in the future', { assessedAt: '2025-03-03T08:00:01Z' }, 'assessed-in-future', 'assessedAt'],
      [
        'a moment before consent',
        { visitCode: 'BL', assessedAt: '2025-02-01T08:59:59Z' },
        'assessed-before-consent',
        'assessedAt',
      ],
      ['a moment before treatment', { assessedAt: '2025-02-17T09:59:59Z' }, 'assessed-before-treatment', 'assessedAt'],
      [
        'a reference after treatment',
        { visitCode: 'BL', assessedAt: TREATED_AT },
        'reference-after-treatment',
        'assessedAt',
      ],
      ['somebody unknown', { participantId: randomUUID() }, 'participant-unknown', 'participantId'],
    ])('with %s is refused, with the field, and leaves nothing behind', async (_, wrong, code, field) => {
      const participantId = await aParticipant();
      const reply = await safety.send(recordLocalToxicity, formOf(participantId, 'W02', { swelling: 1 }, wrong));
      expect(reply).toMatchObject({ rejection: { code, field } });
      expect(await safety.rows('select 1 from local_toxicity_form where participant_id = $1', [participantId])).toEqual(
        [],
      );
    });

    it('is not asked by a trial without one', async () => {
      const [participantId, there] = [randomUUID(), { trialId: 'TOFA-SSC', sites: ['SITE'] }];
      await heard([await consent(participantId, { trialId: 'TOFA-SSC', siteId: 'SITE' })]);
      const form = formOf(participantId, 'BL', {}, { trialId: 'TOFA-SSC' });
      const refused = { rejection: { code: 'local-toxicity-not-asked' } };
      expect(await safety.send(recordLocalToxicity, form, there)).toMatchObject(refused);
      const monitor = { ...there, role: 'monitor' };
      expect(await safety.send(readLocalToxicity, { trialId: 'TOFA-SSC' }, monitor)).toMatchObject(refused);
    });

    it('is invisible from another site, as are its findings', async () => {
      const participantId = await aParticipant('LUMC');
      const there = { sites: ['LUMC'] };
      const form = await safety.ask(
        recordLocalToxicity,
        formOf(participantId, 'W02', { 'impaired-function': 1 }),
        there,
      );
      const at = { trialId: 'MANUS', participantId };
      const unknown = { rejection: { code: 'participant-unknown' } };
      expect(await safety.send(listLocalToxicity, at)).toMatchObject(unknown);
      expect(await safety.send(recordLocalToxicity, formOf(participantId, 'H48'))).toMatchObject(unknown);
      const correction = { formId: form.formId, assessedAt: form.assessedAt, answers: answers({}) };
      expect(
        await safety.send(correctLocalToxicity, { ...at, ...correction, expectedVersion: 1, reason: 'not mine' }),
      ).toMatchObject(unknown);
      const event = await reported(participantId, there);
      const link = { visitCode: 'W02', item: 'impaired-function', adverseEventId: event.adverseEventId };
      expect(await safety.send(linkLocalFinding, { ...at, ...link })).toMatchObject({
        rejection: { code: 'local-finding-unknown' },
      });
      expect(await safety.ask(linkLocalFinding, { ...at, ...link }, there)).toMatchObject({ state: 'linked' });
      const here = await safety.ask(readLocalToxicity, { trialId: 'MANUS' }, { role: 'monitor' });
      expect(here.unlinkedFindings.filter((finding) => finding.participantId === participantId)).toEqual([]);
    });

    it('is listed page by page, each once', async () => {
      const participantId = await aParticipant();
      const entered = [
        await record(participantId, 'W02'),
        await record(participantId, 'BL'),
        await record(participantId, 'H48'),
      ];
      const at = { trialId: 'MANUS', participantId };
      const first = await safety.ask(listLocalToxicity, { ...at, limit: 2 });
      const rest = await safety.ask(listLocalToxicity, { ...at, limit: 2, cursor: first.nextCursor ?? '' });
      expect(first.items).toHaveLength(2);
      expect([...first.items, ...rest.items].map(({ formId }) => formId)).toEqual(
        entered.map(({ formId }) => formId).sort(),
      );
      expect(rest.nextCursor).toBeUndefined();
      expect(await safety.send(listLocalToxicity, { ...at, cursor: '!' })).toMatchObject({
        rejection: { code: 'cursor-not-readable' },
      });
    });
  });

  describe('a correction', () => {
    it('keeps what was said before, and whoever said it', async () => {
      const participantId = await aParticipant();
      const form = await record(participantId, 'W02', { swelling: 1 });
      expect(await correct(form, 'W02', { swelling: 2 })).toMatchObject({ version: 2, reason: 'read wrongly' });
      const kept = await safety.rows(
        `select version, answers ->> 'swelling' as swelling, recorded_by as by, reason from local_toxicity_form
          where id = $1 order by version`,
        [form.formId],
      );
      expect(kept).toEqual([
        { version: 1, swelling: '1', by: 'investigator-umcu', reason: null },
        { version: 2, swelling: '2', by: 'investigator-umcu', reason: 'read wrongly' },
      ]);
      const [rights] = await safety.rows(
        `select has_table_privilege('safety', 'safety.local_toxicity_form', 'update, delete') as changes`,
      );
      expect(rights).toEqual({ changes: false });
      const audited = await safety.rows(
        `select distinct table_name as "table" from audit_entry where table_name like 'local_%' order by 1`,
      );
      expect(audited).toEqual(expect.arrayContaining([{ table: 'local_finding' }, { table: 'local_toxicity_form' }]));
    });

    it('is of the version that was read, of a form that is there, and of something', async () => {
      const participantId = await aParticipant();
      const form = await record(participantId, 'W02', { swelling: 1 });
      const again = {
        ...{ trialId: 'MANUS', participantId, formId: form.formId, assessedAt: form.assessedAt },
        ...{ answers: form.answers, expectedVersion: 1, reason: 'read wrongly' },
      };
      const refusal = async (more: object) => {
        const reply = await safety.send(correctLocalToxicity, { ...again, ...more });
        return 'rejection' in reply ? reply.rejection.code : reply;
      };
      expect([
        await refusal({}),
        await refusal({ expectedVersion: 2 }),
        await refusal({ formId: randomUUID() }),
        await refusal({ participantId: await aParticipant(), expectedVersion: 2 }),
        await refusal({ answers: answers({}).slice(1) }),
        await refusal({ assessedAt: '2025-02-17T09:00:00Z' }),
      ]).toEqual([
        'nothing-changed',
        'version-conflict',
        'local-toxicity-form-unknown',
        'local-toxicity-form-unknown',
        'item-not-answered',
        'assessed-before-treatment',
      ]);
    });

    it('that finds less leaves the candidate for an investigator to refute; one that finds more proposes more', async () => {
      const participantId = await aParticipant();
      const form = await record(participantId, 'W02', { swelling: 1, 'impaired-function': 1 });
      const corrected = await correct(form, 'W02', { haematoma: 1 });
      expect(told(corrected.findings)).toEqual([
        'W02 haematoma new proposed',
        'W02 impaired-function new no-longer-found',
        'W02 swelling new no-longer-found',
      ]);
      expect(await saidOf(participantId, localFindingWithdrawn)).toEqual(['impaired-function', 'swelling']);
      const { adverseEventId } = await reported(participantId);
      const link = { visitCode: 'W02', item: 'impaired-function', adverseEventId };
      expect(await safety.send(linkLocalFinding, { trialId: 'MANUS', participantId, ...link })).toMatchObject({
        rejection: { code: 'local-finding-unknown' },
      });
      const candidates = (await eventsOf(participantId)).filter(({ status }) => status === 'candidate');
      expect(candidates.map(({ term }) => term)).toEqual(['injection-site-reaction', 'hematoma']);
    });

    it('that finds it again goes on with its candidate, or proposes anew when that was refuted', async () => {
      const participantId = await aParticipant();
      const form = await record(participantId, 'W02', { swelling: 1, haematoma: 1 });
      const without = await correct(form, 'W02', {});
      const [swelling] = await eventsOf(participantId);
      const at = { trialId: 'MANUS', participantId, adverseEventId: swelling?.adverseEventId ?? '' };
      await safety.ask(refuteCandidate, { ...at, reason: 'the form was wrong' });
      await correct(without, 'W02', { swelling: 1, haematoma: 1 });
      expect((await eventsOf(participantId)).map(({ term, status }) => [term, status]).sort()).toEqual([
        ['hematoma', 'candidate'],
        ['injection-site-reaction', 'candidate'],
        ['injection-site-reaction', 'refuted'],
      ]);
      const standing = (await findingsOf(participantId)).filter(({ state }) => state !== 'no-longer-found');
      expect(told(standing)).toEqual(['W02 haematoma new proposed', 'W02 swelling new proposed']);
    });

    it('of the reference, or hearing it late, derives everything again and proposes nothing twice', async () => {
      const participantId = await aParticipant();
      await record(participantId, 'H48', { swelling: 1, warmth: 2 });
      expect(await findingsOf(participantId)).toMatchObject([{ withoutReference: true }, { withoutReference: true }]);
      const reference = await record(participantId, 'BL', { swelling: 1, warmth: 1 });
      const both = await findingsOf(participantId);
      expect(told(both)).toEqual(['H48 swelling new no-longer-found', 'H48 warmth worse proposed']);
      expect(both.find(({ item }) => item === 'warmth')).toMatchObject({ withoutReference: false });

      await correct(reference, 'BL', {});
      const standing = (await findingsOf(participantId)).filter(({ state }) => state !== 'no-longer-found');
      expect(told(standing)).toEqual(['H48 swelling new proposed', 'H48 warmth new proposed']);
      expect(await eventsOf(participantId)).toHaveLength(2);
    });
  });

  describe('the time of treatment', () => {
    it('decides what is a finding, whenever it is heard or corrected, and however often', async () => {
      const participantId = await aParticipant();
      await record(participantId, 'H48', { 'impaired-function': 1 });
      const corrected = (correction: number, anchorAt: string) =>
        safety.hear(treatmentCorrected, {
          ...{ trialId: 'MANUS', siteId: 'UMCU', participantId, trialVersion: 1, zone: 'Europe/Amsterdam' },
          ...{ administrationId: randomUUID(), correction, previousAnchorAt: TREATED_AT, anchorAt },
        });
      await heard([await corrected(1, '2025-02-20T10:00:00.000Z')]);
      expect(told(await findingsOf(participantId))).toEqual(['H48 impaired-function new no-longer-found']);
      await heard([await corrected(2, TREATED_AT), await corrected(1, '2025-02-20T10:00:00.000Z')]);
      await heard([await corrected(2, TREATED_AT), await treat(participantId)]);
      const standing = (await findingsOf(participantId)).filter(({ state }) => state === 'open');
      expect(told(standing)).toEqual(['H48 impaired-function new open']);
      expect(await saidOf(participantId, localFindingFound)).toHaveLength(2);
    });
  });

  it('forms entered at one moment each know the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const participantId = await aParticipant();
      await Promise.all([record(participantId, 'BL', { swelling: 1 }), record(participantId, 'W02', { swelling: 1 })]);
      const standing = (await findingsOf(participantId)).filter(({ state }) => state !== 'no-longer-found');
      expect(standing).toEqual([]);
    }
  });

  describe('a finding', () => {
    it('is linked by confirming its candidate, which needs a grade', async () => {
      const participantId = await aParticipant();
      await record(participantId, 'W02', { haematoma: 1 });
      const [candidate] = await eventsOf(participantId);
      const id = candidate?.adverseEventId ?? '';
      expect(await safety.send(confirmCandidate, confirm(participantId, id))).toMatchObject({
        rejection: { code: 'grade-missing', field: 'grade' },
      });
      expect(await safety.ask(confirmCandidate, confirm(participantId, id, 2))).toMatchObject({
        ...{ status: 'confirmed', grade: 2, localFindings: ['W02/haematoma'] },
      });
      expect(await findingsOf(participantId)).toMatchObject([{ state: 'linked', adverseEventId: id }]);
      expect((await safety.said(localFindingLinked)).filter((said) => said.adverseEventId === id)).toMatchObject([
        { item: 'haematoma', visitCode: 'W02' },
      ]);
    });

    it('is linked by an investigator who says which event it is, and linked otherwise with a reason', async () => {
      const participantId = await aParticipant();
      await record(participantId, 'W02', { 'impaired-function': 2, swelling: 1 });
      const [candidate] = await eventsOf(participantId);
      const [one, other] = [await reported(participantId), await reported(participantId)];
      const link = (adverseEventId: string, more: object = {}) =>
        safety.send(linkLocalFinding, {
          ...{ trialId: 'MANUS', participantId, visitCode: 'W02', item: 'impaired-function', adverseEventId },
          ...more,
        });
      const refused = (code: string) => ({ rejection: { code } });
      expect(await link(one.adverseEventId, { item: 'warmth' })).toMatchObject(refused('local-finding-unknown'));
      expect(await link(randomUUID())).toMatchObject(refused('adverse-event-unknown'));
      expect(await link(candidate?.adverseEventId ?? '')).toMatchObject(refused('adverse-event-not-confirmed'));
      expect(await link(one.adverseEventId)).toMatchObject({
        ok: { state: 'linked', adverseEventId: one.adverseEventId },
      });
      expect(await link(one.adverseEventId)).toMatchObject(refused('nothing-changed'));
      expect(await link(other.adverseEventId)).toMatchObject(refused('reason-missing'));
      expect(await link(other.adverseEventId, { reason: 'this one hurts' })).toMatchObject({
        ok: { adverseEventId: other.adverseEventId },
      });
      const at = { trialId: 'MANUS', participantId };
      expect(await safety.ask(readAdverseEvent, { ...at, adverseEventId: one.adverseEventId })).not.toHaveProperty(
        'localFindings',
      );

      // A finding said to be another event stays that when its own candidate is confirmed.
      await link(one.adverseEventId, { item: 'swelling' });
      await safety.ask(confirmCandidate, confirm(participantId, candidate?.adverseEventId ?? '', 1));
      const linked = await findingsOf(participantId);
      expect(Object.fromEntries(linked.map(({ item, adverseEventId }) => [item, adverseEventId]))).toEqual({
        swelling: one.adverseEventId,
        'impaired-function': other.adverseEventId,
      });
    });

    it('is not that event while nothing is found, and is it again, without being asked for, when it is found again', async () => {
      const participantId = await aParticipant();
      const form = await record(participantId, 'W02', { 'impaired-function': 2 });
      const event = await reported(participantId);
      const { adverseEventId } = event;
      const at = { trialId: 'MANUS', participantId };
      await safety.ask(linkLocalFinding, { ...at, visitCode: 'W02', item: 'impaired-function', adverseEventId });
      const seen = async () => (await safety.ask(readAdverseEvent, { ...at, adverseEventId })).localFindings ?? [];
      expect(await seen()).toEqual(['W02/impaired-function']);
      const corrected = await correct({ formId: form.formId, version: form.version, participantId }, 'W02', {});
      expect(await seen()).toEqual([]);

      await correct({ formId: form.formId, version: corrected.version, participantId }, 'W02', {
        'impaired-function': 1,
      });
      expect(await seen()).toEqual(['W02/impaired-function']);
      expect(told(await findingsOf(participantId))).toEqual([
        'W02 impaired-function new linked',
        'W02 impaired-function new no-longer-found',
      ]);
      const found = (await safety.said(localFindingFound)).filter((said) => said.participantId === participantId);
      expect(found.map((said) => said.adverseEventId).sort()).toEqual([adverseEventId, undefined]);
      expect((await eventsOf(participantId)).map(({ term }) => term)).toEqual([event.term]);
    });

    it('whose candidate was refuted is still told as linked to nothing', async () => {
      const participantId = await aParticipant();
      await record(participantId, 'W02', { warmth: 1 });
      const [candidate] = await eventsOf(participantId);
      const at = { trialId: 'MANUS', participantId, adverseEventId: candidate?.adverseEventId ?? '' };
      await safety.ask(refuteCandidate, { ...at, reason: 'a warm day' });
      expect(told(await findingsOf(participantId))).toEqual(['W02 warmth new refuted']);
    });
  });

  it('is reported by outcome, item and limb; linked events stand in both tables and count once', async () => {
    const there = { sites: ['UMCN'] };
    const monitor = { ...there, role: 'monitor' };
    const [swollen, calm, unseen] = [
      await aParticipant('UMCN'),
      await aParticipant('UMCN'),
      await aParticipant('UMCN'),
    ];
    const entered = (...form: Parameters<typeof formOf>) => safety.ask(recordLocalToxicity, formOf(...form), there);
    await entered(swollen, 'BL', { swelling: 1 });
    await entered(swollen, 'H48', { swelling: 2, haematoma: 1 });
    await entered(swollen, 'W02', { 'impaired-function': 1, haematoma: 1 });
    await entered(calm, 'W02', { 'pain-at-site': 2 });
    await entered(calm, 'W02', { swelling: 1 }, { limb: 'untreated' });
    const proposed = await safety.ask(listLocalToxicity, { trialId: 'MANUS', participantId: swollen }, there);
    const eventOf = (visitCode: string, item: string): string =>
      proposed.items
        .flatMap(({ findings }) => findings)
        .find((found) => found.visitCode === visitCode && found.item === item)?.adverseEventId ?? '';
    await safety.ask(confirmCandidate, confirm(swollen, eventOf('H48', 'swelling'), 1), there);
    await safety.ask(confirmCandidate, confirm(swollen, eventOf('H48', 'haematoma'), 2), there);
    const of = { trialId: 'MANUS', participantId: swollen };
    const again = { ...of, adverseEventId: eventOf('W02', 'haematoma') };
    await safety.ask(refuteCandidate, { ...again, reason: 'still the one of the first visit' }, there);
    const same = { visitCode: 'W02', item: 'haematoma', adverseEventId: eventOf('H48', 'haematoma') };
    await safety.ask(linkLocalFinding, { ...of, ...same }, there);

    const report = await safety.ask(readLocalToxicity, { trialId: 'MANUS' }, monitor);
    expect(report).toMatchObject({ untilDay: 84, participants: 3, yes: 1, no: 1, notAssessed: 1, adverseEvents: 2 });
    const counted = (rows: typeof report.items) =>
      rows
        .filter((row) => row.participants > 0)
        .map((row) => [row.limb, row.item, row.new, row.worse, row.participants]);
    expect(counted(report.items)).toEqual([
      ['treated', 'swelling', 0, 1, 1],
      ['treated', 'impaired-function', 1, 0, 1],
      ['treated', 'haematoma', 2, 0, 1],
      ['treated', 'pain-at-site', 1, 0, 1],
    ]);
    expect(counted(report.background)).toEqual([['untreated', 'swelling', 1, 0, 1]]);
    expect(report.unlinked).toBe(2);
    expect(report.unlinkedFindings).toMatchObject([
      { participantId: swollen, siteId: 'UMCN', visitCode: 'W02', item: 'impaired-function', state: 'open' },
      { participantId: calm, siteId: 'UMCN', visitCode: 'W02', item: 'pain-at-site', state: 'proposed' },
    ]);
    expect(report.items).toHaveLength(ITEMS.length);
    expect(JSON.stringify(report)).not.toContain(unseen);

    // By the day before the second form only the first has been seen.
    const early = await safety.ask(readLocalToxicity, { trialId: 'MANUS', untilDay: 13 }, monitor);
    expect(early).toMatchObject({ yes: 1, no: 0, notAssessed: 2, unlinked: 0 });

    const table = await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, monitor);
    expect(table.localToxicity).toEqual([
      { organClass: 'General disorders and administration site conditions', participants: 1, events: 1 },
      { organClass: 'Vascular disorders', participants: 1, events: 1 },
    ]);
    const vascular = table.cells.filter(({ organClass }) => organClass === 'Vascular disorders');
    expect(vascular.find(({ grade }) => grade === '2')?.participants).toBe(1);
    expect(await safety.send(readLocalToxicity, { trialId: 'NONE' }, { ...monitor, trialId: 'NONE' })).toMatchObject({
      rejection: { code: 'trial-unknown' },
    });
  });

  it('left nothing parked', async () => {
    const status = await safety.ask(operationsOf('safety').status, {}, { role: 'administrator', trialId: '' });
    expect(status).toMatchObject({ parked: 0 });
  });
});
