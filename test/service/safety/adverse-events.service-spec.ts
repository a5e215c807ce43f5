import {
  adverseEventReported,
  judgeCausality,
  listAdverseEventLines,
  readAdverseEvent,
  reportAdverseEvent,
  reviseAdverseEvent,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { unmapped } from '../../support/mapped-tables.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

describe('an adverse event', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  it('that is serious starts the 24 hours from awareness; one that is not starts none', async () => {
    const participantId = await site.aParticipant();
    const serious = await site.report(participantId, { seriousness: ['hospitalisation'] });
    expect(await site.clocksOf(serious.adverseEventId)).toMatchObject([
      { clock: 'sae-to-sponsor', startedAt: '2025-03-03T07:30:00.000Z', dueAt: '2025-03-04T07:30:00.000Z' },
    ]);
    expect(await site.clocksOf((await site.report(participantId)).adverseEventId)).toEqual([]);
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
    const participantId = await site.aParticipant();
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
    expect(await safety.rows('select 1 from adverse_event where participant_id = $1', [participantId])).toHaveLength(0);
  });

  it('is suspected by the last opinion, also of many that were given in one moment', async () => {
    const { participantId, adverseEventId } = await site.report(await site.aParticipant());
    const at = { trialId: 'MANUS', participantId, adverseEventId };
    const turns = Array.from({ length: 12 }, (_, turn) => turn % 2 === 0);
    for (const related of turns) {
      const judged = { ...at, opinions: [{ cause: 'cells', related }], reason: 'seen again' };
      expect((await safety.ask(judgeCausality, judged)).suspectedCauses).toEqual(related ? ['cells'] : []);
    }
    const sponsor = { actor: 'safety-physician', role: 'safety-physician' };
    const { items } = await safety.ask(listAdverseEventLines, { trialId: 'MANUS', limit: 200 }, sponsor);
    const [line] = items.filter((each) => each.adverseEventId === adverseEventId);
    expect(line?.opinions.map(({ possibility }) => possibility === 'reasonable')).toEqual(turns);
    const given = await safety.rows('select distinct given_at from causality_opinion where adverse_event_id = $1', [
      adverseEventId,
    ]);
    expect(given).toHaveLength(1);
  });

  it('is invisible from another site', async () => {
    const participantId = await new SiteOfSafety(safety, 'LUMC').aParticipant();
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
    const participantId = await site.aParticipant();
    const event = await site.report(participantId, { grade: 1 });
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

  it('has tables as its types say, in both schemas', async () => {
    expect(await unmapped(safety.app)).toEqual({ safety: [], unblinded: [] });
  });
});
