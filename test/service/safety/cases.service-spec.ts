import { randomUUID } from 'node:crypto';
import {
  addCaseVersion,
  correctReceipt,
  listCases,
  openCase,
  readCase,
  readCaseCopy,
  readCaseDifferences,
  readCaseVersion,
  receiveAtSponsor,
  reviseAdverseEvent,
  type CaseView,
  type RequestOf,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { checkFile } from '../../../apps/safety/src/icsr-files/check-file.js';
import { bootService, type BootedService } from '../../support/service.js';
import { CasesOfSafety, PHYSICIAN, stepTo, told } from './cases-of-safety.js';

describe('cases of serious events', () => {
  let safety: BootedService;
  let cases: CasesOfSafety;
  let minute = 0;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, {
      now: '2025-03-03T08:00:00.000Z',
      variables: { CASE_PLACEHOLDERS: 'accepted', CASE_SENDER: 'EXAMPLESPONSOR' },
    });
    cases = new CasesOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const later = (): Promise<void> => stepTo(safety, `2025-03-04T09:${String(minute++).padStart(2, '0')}:00.000Z`);
  const next = (
    { caseId, latest }: CaseView,
    more: Partial<RequestOf<typeof addCaseVersion>> = {},
    context: object = PHYSICIAN,
  ) =>
    safety.send(
      addCaseVersion,
      {
        ...{ trialId: 'MANUS', caseId, expectedVersion: latest.number, kind: 'follow-up', receivedOn: '2025-03-04' },
        ...{ reason: 'news of the hospital', ...more },
      },
      { reason: 'news of the hospital', ...context },
    );
  const added = async (...request: Parameters<typeof next>): Promise<CaseView> => {
    const reply = await next(...request);
    if (!('ok' in reply)) throw new Error(JSON.stringify(reply));
    return reply.ok as CaseView;
  };
  const versionOf = ({ caseId }: CaseView, number: number) =>
    safety.ask(readCaseVersion, { trialId: 'MANUS', caseId, number }, PHYSICIAN);
  const copyOf = ({ caseId }: CaseView, number: number) =>
    safety.ask(readCaseCopy, { trialId: 'MANUS', caseId, number }, PHYSICIAN);

  it('begin with what the records say and what was told, once for an event', async () => {
    const opened = await cases.aCase();
    expect(opened).toMatchObject({
      safetyReportId: `NL-EXAMPLESPONSOR-${opened.caseId.replaceAll('-', '')}`,
      latest: { number: 1, kind: 'initial', receivedOn: '2025-03-03', madeBy: 'safety-physician' },
      likelyDuplicates: [],
    });
    const { report, eventVersion } = await versionOf(opened, 1);
    expect(report).toMatchObject({
      expedited: { blinded: true },
      patient: { subjectNumber: 'X-1', sex: { value: 'female' }, age: { value: '50', unit: 'a' } },
      reactions: [{ start: { value: '2025-03-03' }, seriousness: ['hospitalisation'], outcome: 'unknown' }],
      opinions: [{ judge: 'investigator', possibility: 'reasonable' }],
      drugs: [{ role: 'suspect', product: { masked: true, disclosed: null } }, { role: 'concomitant' }],
      study: { sponsorNumber: 'MANUS', registrations: [{ country: 'EU' }] },
    });
    expect(eventVersion).toBeGreaterThan(1);
    const { participantId, adverseEventId } = opened;
    const again = await safety.send(
      openCase,
      { trialId: 'MANUS', participantId, adverseEventId, told: told() },
      PHYSICIAN,
    );
    expect(again).toMatchObject({ rejection: { code: 'case-already-open' } });
  });

  it.each<[string, object]>([
    ['not-serious', { seriousness: [], term: 'fall', grade: 3 }],
    ['not-received', {}],
  ])('are refused with %s', async (code, more) => {
    const { participantId, adverseEventId } = await cases.aSeriousEvent(await cases.site.aParticipant(), more);
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    expect(await safety.send(openCase, { ...at, told: told() }, PHYSICIAN)).toMatchObject({ rejection: { code } });
  });

  it('are refused with half a code', async () => {
    const event = await cases.receive(await cases.aSeriousEvent(await cases.site.aParticipant()));
    const { participantId, adverseEventId } = event;
    const { meddraVersion: _, ...half } = told();
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    expect(await safety.send(openCase, { ...at, told: half }, PHYSICIAN)).toMatchObject({
      rejection: { code: 'case-code-incomplete', field: 'told.meddraVersion' },
    });
  });

  it('are made anew from what is known of the event by then, and the difference is told', async () => {
    await stepTo(safety, '2025-03-03T08:00:00.000Z');
    const opened = await cases.aCase();
    await later();
    const { participantId, adverseEventId } = opened;
    const { version } = await cases.site.eventsOf(participantId).then(([event]) => event ?? { version: 0 });
    await safety.ask(reviseAdverseEvent, {
      ...{ trialId: 'MANUS', participantId, adverseEventId, expectedVersion: version },
      ...{ outcome: 'recovering', awareAt: '2025-03-04T08:00:00Z', reason: 'better' },
    });
    const { senderComment: _, ...less } = told({ narrative: 'The participant is better.' });
    const second = await added(opened, { told: less });
    expect(second.versions.map(({ kind, number }) => [kind, number])).toEqual([
      ['initial', 1],
      ['follow-up', 2],
    ]);
    expect(second.latest).toMatchObject({ reason: 'news of the hospital', receivedOn: '2025-03-04' });
    const { items, from, to } = await safety.ask(
      readCaseDifferences,
      { trialId: 'MANUS', caseId: opened.caseId, number: 2 },
      PHYSICIAN,
    );
    expect([from, to]).toEqual([1, 2]);
    const reaction = (await versionOf(opened, 1)).report['reactions'] as { id: string }[];
    expect(items.map(({ path }) => path)).toEqual([
      'kind.kind',
      'latestReceivedOn',
      'narrative.blinded',
      `reactions.${reaction[0]?.id}.outcome`,
      'senderComment',
    ]);
    expect(items).toContainEqual({
      ...{ path: `reactions.${reaction[0]?.id}.outcome`, before: '"unknown"', after: '"recovering"' },
    });
    expect((await versionOf(opened, 1)).report).toMatchObject({ reactions: [{ outcome: 'unknown' }] });
  });

  it('keep the ids of their parts and what was told over amendment and nullification', async () => {
    await stepTo(safety, '2025-03-03T08:00:00.000Z');
    const opened = await cases.aCase();
    await later();
    const second = await added(opened, { kind: 'amendment' });
    await later();
    const last = await added(second, { kind: 'nullification' });
    const idsIn = async (number: number) => {
      const { reactions, drugs } = (await versionOf(opened, number)).report as Record<string, { id: string }[]>;
      return [reactions, drugs].map((parts) => (parts ?? []).map(({ id }) => id));
    };
    expect(await idsIn(2)).toEqual(await idsIn(1));
    expect(await idsIn(3)).toEqual(await idsIn(1));
    expect((await versionOf(opened, 3)).report).toMatchObject({
      kind: { kind: 'nullification', reason: 'news of the hospital' },
      narrative: { blinded: told().narrative },
    });
    await later();
    expect(await next(last)).toMatchObject({ rejection: { code: 'case-nullified' } });
  });

  it.each<[string, Partial<RequestOf<typeof addCaseVersion>>, boolean]>([
    ['version-conflict', { expectedVersion: 2 }, true],
    ['information-before-last', { receivedOn: '2025-03-02' }, true],
    ['received-in-future', { receivedOn: '2025-03-05' }, true],
    ['case-unknown', { caseId: randomUUID() }, true],
    ['version-not-later', {}, false],
  ])('take no further version with %s', async (code, more, isLater) => {
    await stepTo(safety, '2025-03-04T08:00:00.000Z');
    const opened = await cases.aCase();
    if (isLater) await later();
    expect(await next(opened, more)).toMatchObject({ rejection: { code } });
    expect((await safety.ask(readCase, { trialId: 'MANUS', caseId: opened.caseId }, PHYSICIAN)).versions).toHaveLength(
      1,
    );
  });

  it('have the days of a corrected receipt once they are amended, and not before', async () => {
    await stepTo(safety, '2025-03-04T08:00:00.000Z');
    const event = await cases.aSeriousEvent(await cases.site.aParticipant());
    const { participantId, adverseEventId } = event;
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const receipt = { receivedAt: '2025-03-04T07:00:00Z', expectedness: 'unexpected' as const };
    const { version } = await safety.ask(receiveAtSponsor, { ...at, ...receipt }, PHYSICIAN);
    const opened = await safety.ask(openCase, { ...at, told: told() }, PHYSICIAN);
    await later();
    const corrected = { ...at, receivedAt: '2025-03-03T08:00:00Z', reason: 'it came the day before' };
    await safety.ask(correctReceipt, { ...corrected, expectedVersion: version }, PHYSICIAN);
    const daysOf = async ({ latest }: CaseView) => {
      const { firstReceivedOn, latestReceivedOn } = (await versionOf(opened, latest.number)).report;
      return [firstReceivedOn, latestReceivedOn];
    };
    const early = { receivedOn: '2025-03-03' };
    expect(await next(opened, early)).toMatchObject({ rejection: { code: 'information-before-last' } });
    const followed = await added(opened);
    expect(await daysOf(followed)).toEqual(['2025-03-04', '2025-03-04']);
    await later();
    const amendment = { kind: 'amendment' as const };
    expect(await next(followed, { ...amendment, receivedOn: '2025-03-02' })).toMatchObject({
      rejection: { code: 'information-before-last' },
    });
    expect(await daysOf(await added(followed, { ...amendment, ...early }))).toEqual(['2025-03-03', '2025-03-03']);
  });

  it('take one of two versions that are made at once', async () => {
    await stepTo(safety, '2025-03-03T08:00:00.000Z');
    const opened = await cases.aCase();
    await later();
    const replies = await Promise.all([next(opened), next(opened)]);
    expect(
      replies.map((reply) => ('ok' in reply ? 'made' : 'rejection' in reply && reply.rejection.code)).sort(),
    ).toEqual(['made', 'version-conflict']);
  });

  it('have a blinded copy, the same bytes each time, in which our rules find no fault', async () => {
    const opened = await cases.aCase();
    const copy = await copyOf(opened, 1);
    expect(await copyOf(opened, 1)).toEqual(copy);
    const findings = checkFile(copy.fileName, Buffer.from(copy.text), instant('2025-03-05T00:00:00Z'), undefined);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(copy.text).toContain('Blinded: ');
  });

  it('have no file while something is missing, and say what', async () => {
    const { meddraCode: _code, meddraVersion: _version, ...uncoded } = told();
    const event = await cases.receive(await cases.aSeriousEvent(await cases.site.aParticipant()));
    const { participantId, adverseEventId } = event;
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const { caseId } = await safety.ask(openCase, { ...at, told: uncoded }, PHYSICIAN);
    const reply = await safety.send(readCaseCopy, { trialId: 'MANUS', caseId, number: 1 }, PHYSICIAN);
    expect(reply).toMatchObject({
      rejection: { code: 'case-incomplete', rule: expect.stringMatching(/^E\.i\.2\.1/) as string },
    });
  });

  it('name other cases of the participant that may tell of the same', async () => {
    const participantId = await cases.site.aParticipant();
    const first = await cases.aCase(participantId);
    const second = await cases.aCase(participantId, { meddraCode: '99990002' });
    const { caseId, safetyReportId } = first;
    expect(second.likelyDuplicates).toEqual([{ caseId, safetyReportId, because: 'same-words' }]);
    expect(await cases.aCase()).toMatchObject({ likelyDuplicates: [] });
  });

  it('are listed with their latest versions, and seen at their own site alone', async () => {
    const opened = await cases.aCase();
    const page = await safety.ask(listCases, { trialId: 'MANUS', limit: 200 }, PHYSICIAN);
    expect(page.items).toContainEqual(expect.objectContaining({ caseId: opened.caseId, latest: opened.latest }));
    const elsewhere = { ...PHYSICIAN, sites: ['LUMC'] };
    expect((await safety.ask(listCases, { trialId: 'MANUS' }, elsewhere)).items).toEqual([]);
    const at = { trialId: 'MANUS', caseId: opened.caseId };
    expect(await safety.send(readCase, at, elsewhere)).toMatchObject({ rejection: { code: 'case-unknown' } });
    expect(await safety.send(readCaseVersion, { ...at, number: 2 }, PHYSICIAN)).toMatchObject({
      rejection: { code: 'case-unknown', field: 'number' },
    });
  });

  it('never change, whoever asks the database', async () => {
    await expect(safety.rows(`set role safety; update case_version set reason = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(safety.rows(`set role safety; delete from safety_case`)).rejects.toThrow(/permission denied/);
  });
});
