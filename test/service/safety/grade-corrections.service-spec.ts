import {
  adverseEventRevised,
  correctGrade,
  listGradeDifferences,
  listGradeSegments,
  listPauseProposals,
  judgeCausality,
  readMaximumGrades,
  reportAdverseEvent,
  resultCorrected,
  resultRecorded,
  reviseAdverseEvent,
  type AdverseEventView,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const NOW = '2025-03-10T08:00:00.000Z';

describe('a grade that was mistyped', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  const at = ({ participantId, adverseEventId }: AdverseEventView) => ({
    ...{ trialId: 'MANUS', participantId, adverseEventId },
  });
  const report = async (more: Partial<RequestOf<typeof reportAdverseEvent>> = {}): Promise<AdverseEventView> =>
    safety.ask(reportAdverseEvent, {
      ...{
        trialId: 'MANUS',
        participantId: await site.aParticipant(),
        term: 'skin-ulceration',
        grade: 4,
        onsetOn: '2025-03-01',
      },
      ...{ seriousness: [], awareAt: '2025-03-05T10:00:00Z', ...more },
    });
  const becameMilder = (event: AdverseEventView) =>
    safety.ask(reviseAdverseEvent, {
      ...{ ...at(event), grade: 3, since: '2025-03-06', awareAt: '2025-03-07T10:00:00Z' },
      ...{ expectedVersion: event.version, reason: 'better' },
    });
  const correction = (
    event: AdverseEventView,
    segment: number,
    grade: 1 | 2 | 3 | 4 | 5,
    expectedVersion?: number,
  ) => ({
    ...{ ...at(event), segment, grade, expectedVersion: expectedVersion ?? event.version, reason: 'mistyped' },
  });
  const correct = (event: AdverseEventView, segment: number, grade: 1 | 2 | 3 | 4 | 5) =>
    safety.ask(correctGrade, correction(event, segment, grade));
  const gradesOf = async (event: AdverseEventView) => (await safety.ask(listGradeSegments, at(event))).items;
  const code = (rejection: string) => ({ rejection: { code: rejection } });

  it('is corrected where it stands: no other grade begins, and both values are shown with the reason', async () => {
    const event = await becameMilder(await report());
    const corrected = await correct(event, 1, 2);
    expect(corrected).toMatchObject({ grade: 3, version: event.version + 1 });
    const now = await correct(corrected, 2, 4);
    expect(now).toMatchObject({ grade: 4 });
    const told = { reason: 'mistyped', correctedBy: 'investigator-umcu', correctedAt: NOW };
    expect(await gradesOf(event)).toMatchObject([
      {
        ...{ segment: 1, grade: 2, startedOn: '2025-03-01', endedOn: '2025-03-06' },
        corrections: [{ previous: 4, corrected: 2, ...told }],
      },
      { segment: 2, grade: 4, startedOn: '2025-03-06', corrections: [{ previous: 3, corrected: 4, ...told }] },
    ]);
    const said = (await safety.said(adverseEventRevised)).filter(
      ({ adverseEventId }) => adverseEventId === event.adverseEventId,
    );
    expect(said.map(({ grade }) => grade)).toEqual([3, 3, 4]);
  });

  it('counts in the table of grades as it was rightly', async () => {
    const stomach = async () =>
      (await safety.ask(readMaximumGrades, { trialId: 'MANUS' }, { role: 'monitor' })).cells
        .filter(({ organClass }) => organClass === 'Gastrointestinal disorders')
        .flatMap(({ grade, participants }) => (grade !== '0' && participants > 0 ? [`${grade}: ${participants}`] : []));
    const event = await report({ term: 'nausea', grade: 3 });
    expect(await stomach()).toEqual(['3: 1']);
    await correct(event, 1, 1);
    expect(await stomach()).toEqual(['1: 1']);
  });

  it('counts for the stopping rules as it was rightly: what it proposed is withdrawn, what it hid is proposed', async () => {
    const physician = { actor: 'safety-physician', role: 'safety-physician' };
    const proposals = async () =>
      (await safety.ask(listPauseProposals, { trialId: 'MANUS' }, physician)).items
        .filter(({ rule }) => rule === 'related-grade-4')
        .map(({ state }) => state);
    // Better since: what it was at its worst still counts, and is what was mistyped.
    const event = await becameMilder(await report());
    const judged = await safety.ask(judgeCausality, {
      ...{ ...at(event), opinions: [{ cause: 'cells', related: true }], reason: 'soon after' },
    });
    expect(await proposals()).toEqual(['waiting']);
    const milder = await correct(judged, 1, 3);
    expect(await proposals()).toEqual(['withdrawn']);
    await correct(milder, 2, 4);
    expect([...(await proposals())].sort()).toEqual(['waiting', 'withdrawn']);
  });

  it('of a result that was corrected since is one looked at', async () => {
    const participantId = await site.aParticipant();
    const result = site.anAlt(participantId);
    await site.hear(resultRecorded, result);
    const [candidate] = await site.eventsOf(participantId);
    if (!candidate) throw new Error('no candidate');
    const confirmed = await site.confirm(candidate);
    const worse = { ...result, resultVersion: 2, value: { comparator: '=' as const, number: 1_000, unit: 'U/L' } };
    await site.hear(resultCorrected, worse);
    const open = async () =>
      (await safety.ask(listGradeDifferences, { trialId: 'MANUS', participantId })).items.map(
        ({ open: waits }) => waits,
      );
    await eventually(async () => expect(await open()).toEqual([true]));
    const [regraded] = await site.eventsOf(participantId);
    await correct(regraded ?? confirmed, 1, 4);
    expect(await open()).toEqual([false]);
  });

  it.each([
    ['a segment it has not', 2, 3, {}, 'grade-segment-unknown'],
    ['the grade on record', 1, 4, {}, 'nothing-to-revise'],
    ['a grade the term does not offer', 1, 2, {}, 'grade-not-offered'],
    ['death that nobody reported', 1, 5, {}, 'grade-5-needs-death'],
    ['what somebody else changed', 1, 3, { expectedVersion: 7 }, 'version-conflict'],
  ] as const)('is not corrected to %s', async (_, segment, grade, more, refused) => {
    const event = await report({ term: 'sepsis' });
    expect(await safety.send(correctGrade, { ...correction(event, segment, grade), ...more })).toMatchObject(
      code(refused),
    );
    expect(await gradesOf(event)).toMatchObject([{ grade: 4, corrections: [] }]);
  });

  it('is none of a candidate, nor of an event at another site', async () => {
    const participantId = await site.aParticipant();
    await site.hear(resultRecorded, site.anAlt(participantId));
    const [candidate] = await site.eventsOf(participantId);
    if (!candidate) throw new Error('no candidate');
    expect(await safety.send(correctGrade, correction(candidate, 1, 4))).toMatchObject(
      code('adverse-event-not-confirmed'),
    );
    const there = { sites: ['LUMC'] };
    expect(await safety.send(correctGrade, correction(candidate, 1, 4), there)).toMatchObject(
      code('adverse-event-unknown'),
    );
    expect(await safety.send(listGradeSegments, at(candidate), there)).toMatchObject(code('adverse-event-unknown'));
  });
});
