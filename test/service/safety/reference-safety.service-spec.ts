import {
  correctGrade,
  judgeCausality,
  listClocks,
  listReferenceSafety,
  readAdverseEvent,
  receiveAtSponsor,
  recordReferenceSafety,
  reportAdverseEvent,
  reviseAdverseEvent,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', sites: ['UMCU'], signedInSecondsAgo: 10 };
const trialId = 'MANUS';

type Signed = RequestOf<typeof recordReferenceSafety>;
/** As plain data, which a comparison can be made of. */
type Document = { [Field in keyof Signed]: Signed[Field] };
const document = (more: Partial<Document> = {}): Document => ({
  ...{ trialId, version: '1', title: "Investigator's brochure, section 6", inForceFrom: '2024-01-01' },
  reactions: [
    { cause: 'cells', term: 'injection-site-reaction', upToGrade: 2, seriousness: ['hospitalisation'] },
    { cause: 'procedure', term: 'injection-site-reaction', upToGrade: 1, seriousness: ['hospitalisation'] },
  ],
  ...more,
});

describe('the reference safety information', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-10T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  type At = { trialId: string; participantId: string; adverseEventId: string };
  /** A serious event somebody suspects of these. */
  async function aReaction(suspected: readonly string[], grade: 1 | 2 | 3 = 2): Promise<At> {
    const participantId = await site.aParticipant();
    const { adverseEventId } = await safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId, term: 'injection-site-reaction', grade, seriousness: ['hospitalisation'] },
      ...{ onsetOn: '2025-03-03', awareAt: '2025-03-03T07:30:00Z' },
    });
    const at = { trialId, participantId, adverseEventId };
    await suspect(at, suspected);
    return at;
  }
  const suspect = async (at: At, causes: readonly string[]) => {
    const opinions = causes.map((cause) => ({ cause, related: true }));
    if (opinions.length > 0) await safety.ask(judgeCausality, { ...at, opinions, reason: 'at the place of injection' });
  };
  const receive = (at: At, expectedness?: 'expected' | 'unexpected') =>
    safety.send(
      receiveAtSponsor,
      { ...at, receivedAt: '2025-03-04T08:00:00Z', ...(expectedness ? { expectedness } : {}) },
      PHYSICIAN,
    );
  const daysOf = async ({ adverseEventId }: At) =>
    (await safety.ask(listClocks, { trialId, limit: 200 })).items
      .filter((clock) => clock.adverseEventId === adverseEventId && clock.clock !== 'sae-to-sponsor')
      .map(({ clock, dueOn, inputs }) => ({ clock, dueOn, reference: inputs['reference'] }));

  it('is stated by the sponsor, of each event, until the trial has one', async () => {
    const at = await aReaction(['cells']);
    expect(await receive(at)).toMatchObject({ rejection: { code: 'expectedness-missing' } });
    expect(await receive(at, 'expected')).toMatchObject({
      ok: { expectedness: { expectedness: 'expected', stated: 'expected' } },
    });
    expect(await daysOf(at)).toEqual([]);
  });

  it('is signed afresh, and never changes', async () => {
    const stale = { ...PHYSICIAN, signedInSecondsAgo: 301 };
    expect(await safety.send(recordReferenceSafety, document(), stale)).toMatchObject({
      rejection: { code: 'sign-in-not-fresh' },
    });
    const signed = await safety.ask(recordReferenceSafety, document(), PHYSICIAN);
    expect(signed).toMatchObject({
      ...document(),
      ...{ ordinal: 1, ctcaeVersion: '4.03', signedBy: 'safety-physician', signedAt: '2025-03-10T08:00:00.000Z' },
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const [more, code] of [
      [{}, 'reference-version-taken'],
      [{ version: '2', inForceFrom: '2025-03-09' }, 'in-force-too-early'],
      [
        { version: '2', inForceFrom: '2025-03-10', reactions: [...document().reactions, ...document().reactions] },
        'reaction-twice',
      ],
    ] as const)
      expect(await safety.send(recordReferenceSafety, document(more as Partial<Document>), PHYSICIAN)).toMatchObject({
        rejection: { code },
      });
    const next = document({ version: '2', inForceFrom: '2025-03-10', reactions: [] });
    const { contentHash } = await safety.ask(recordReferenceSafety, next, PHYSICIAN);
    expect(contentHash).not.toBe(signed.contentHash);
    const listed = async (cursor?: string) =>
      safety.ask(listReferenceSafety, { trialId, limit: 1, ...(cursor ? { cursor } : {}) });
    const page = await listed();
    expect(page.items).toEqual([signed]);
    expect((await listed(page.nextCursor)).items).toMatchObject([{ version: '2', reactions: [] }]);
    expect(
      await safety.rows(
        `select privilege_type from information_schema.role_table_grants
          where table_schema = 'safety' and table_name = 'reference_safety_information' and grantee = 'safety'
          order by privilege_type`,
      ),
    ).toEqual([{ privilege_type: 'INSERT' }, { privilege_type: 'SELECT' }]);
    expect((await safety.ask(listReferenceSafety, { trialId: 'OTHER' }, { trialId: 'OTHER' })).items).toEqual([]);
  });

  it('of two signed at once is one', async () => {
    const signing = (version: string) =>
      safety.send(recordReferenceSafety, document({ version, inForceFrom: '2025-03-20', reactions: [] }), PHYSICIAN);
    const replies = await Promise.all([signing('3a'), signing('3b')]);
    expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
    expect(replies.flatMap((reply) => ('rejection' in reply ? [reply.rejection.code] : []))).toEqual([
      expect.stringMatching(/^(reference-version-taken|in-force-too-early)$/),
    ]);
  });

  it('in force at onset decides, and is shown with version and entry', async () => {
    const at = await aReaction(['cells']);
    expect(await receive(at)).toMatchObject({
      ok: {
        expectedness: {
          ...{ expectedness: 'expected', versions: ['1'], because: 'listed' },
          entries: [
            { cause: 'cells', term: 'injection-site-reaction', upToGrade: 2, seriousness: ['hospitalisation'] },
          ],
        },
      },
    });
    expect(await daysOf(at)).toEqual([]);
  });

  it('does not list what is suspected: the days begin, and keep what they were computed from', async () => {
    const at = await aReaction(['cells', 'procedure']);
    await receive(at);
    expect((await safety.ask(readAdverseEvent, at)).expectedness).toMatchObject({
      ...{ expectedness: 'unexpected', because: 'worse-than-listed' },
      entries: [{ cause: 'cells' }, { cause: 'procedure', upToGrade: 1 }],
    });
    const reference = { versions: ['1'], because: 'worse-than-listed' };
    expect(await daysOf(at)).toEqual([{ clock: 'susar-other', dueOn: '2025-03-19', reference }]);
  });

  it('may say less than the sponsor knows, and never more', async () => {
    const listed = await aReaction(['cells']);
    expect(await receive(listed, 'unexpected')).toMatchObject({
      ok: { expectedness: { expectedness: 'unexpected', stated: 'unexpected', because: 'listed' } },
    });
    expect(await daysOf(listed)).toHaveLength(1);
    const worse = await aReaction(['cells'], 3);
    expect(await receive(worse, 'expected')).toMatchObject({ rejection: { code: 'reference-says-unexpected' } });
    expect(await daysOf(worse)).toEqual([]);
  });

  it('is asked again when more is suspected, or the event gets worse, of one the sponsor holds: days from then', async () => {
    const more = await aReaction(['cells']);
    await receive(more);
    await suspect(more, ['vehicle']);
    expect(await daysOf(more)).toMatchObject([{ dueOn: '2025-03-25', reference: { because: 'not-listed' } }]);

    const worse = await aReaction(['cells']);
    await receive(worse);
    const { version } = await safety.ask(readAdverseEvent, worse);
    const revision = { ...worse, awareAt: '2025-03-10T07:00:00Z', reason: 'it spread' };
    await safety.ask(reviseAdverseEvent, { ...revision, outcome: 'not-recovered', expectedVersion: version });
    expect(await daysOf(worse)).toEqual([]);
    await safety.ask(reviseAdverseEvent, { ...revision, grade: 3, expectedVersion: version + 1 });
    expect(await daysOf(worse)).toMatchObject([{ dueOn: '2025-03-25', reference: { because: 'worse-than-listed' } }]);

    const mistyped = await aReaction(['cells']);
    await receive(mistyped);
    const correction = { ...mistyped, segment: 1, grade: 3 as const, reason: 'a 2 was typed for a 3' };
    await safety.ask(correctGrade, { ...correction, expectedVersion: version });
    expect(await daysOf(mistyped)).toMatchObject([{ reference: { because: 'worse-than-listed' } }]);
  });

  it('is asked again when an event the sponsor holds is serious again: its days begin, and nobody need receive it twice', async () => {
    const at = await aReaction(['cells']);
    await receive(at);
    const revise = async (seriousness: 'hospitalisation'[]) => {
      const { version } = await safety.ask(readAdverseEvent, at);
      const revision = { ...at, awareAt: '2025-03-10T07:00:00Z', reason: 'another letter', expectedVersion: version };
      await safety.ask(reviseAdverseEvent, { ...revision, seriousness });
    };
    const clocks = async () =>
      (await safety.ask(listClocks, { trialId, limit: 200 })).items
        .filter(({ adverseEventId }) => adverseEventId === at.adverseEventId)
        .map(({ clock, state, dueOn }) => ({ clock, state, dueOn }))
        .sort((a, b) => a.clock.localeCompare(b.clock));
    const received = { clock: 'sae-to-sponsor', state: 'met-late' };
    await revise([]);
    await suspect(at, ['vehicle']);
    expect(await clocks()).toMatchObject([received]);
    await revise(['hospitalisation']);
    expect(await clocks()).toMatchObject([received, { clock: 'susar-other', state: 'running', dueOn: '2025-03-25' }]);
    expect(await receive(at)).toMatchObject({ rejection: { code: 'already-received' } });
  });

  describe('goes by the worst grade of an event that is better by now', () => {
    const NOW = '2025-03-10T07:00:00Z';
    const become = async (at: At, grade: 1 | 2 | 3) => {
      const { version } = await safety.ask(readAdverseEvent, at);
      const revision = { ...at, awareAt: NOW, reason: 'looked at again', expectedVersion: version };
      await safety.ask(reviseAdverseEvent, { ...revision, grade });
    };

    it('at the receipt', async () => {
      const at = await aReaction(['cells'], 3);
      await become(at, 1);
      expect(await receive(at, 'expected')).toMatchObject({ rejection: { code: 'reference-says-unexpected' } });
      expect(await receive(at)).toMatchObject({ ok: { grade: 1, expectedness: { because: 'worse-than-listed' } } });
      expect(await daysOf(at)).toMatchObject([{ clock: 'susar-other', reference: { because: 'worse-than-listed' } }]);
    });

    it('when somebody suspects it later', async () => {
      const at = await aReaction([], 3);
      const opinions = ['cells', 'vehicle', 'procedure', 'sedation'].map((cause) => ({ cause, related: false }));
      await safety.ask(judgeCausality, { ...at, opinions, reason: 'elsewhere' });
      await become(at, 1);
      await receive(at);
      expect(await daysOf(at)).toEqual([]);
      await suspect(at, ['cells']);
      expect(await daysOf(at)).toMatchObject([{ dueOn: '2025-03-25', reference: { because: 'worse-than-listed' } }]);
    });

    it('when an earlier grade was mistyped', async () => {
      const at = await aReaction(['cells'], 2);
      await become(at, 1);
      await receive(at);
      expect(await daysOf(at)).toEqual([]);
      const { version } = await safety.ask(readAdverseEvent, at);
      const correction = { ...at, segment: 1, grade: 3 as const, reason: 'a 2 was typed for a 3' };
      await safety.ask(correctGrade, { ...correction, expectedVersion: version });
      expect(await daysOf(at)).toMatchObject([{ dueOn: '2025-03-25', reference: { because: 'worse-than-listed' } }]);
    });
  });
});
