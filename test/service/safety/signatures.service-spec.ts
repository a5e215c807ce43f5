import {
  correctAwareness,
  correctGrade,
  judgeCausality,
  listSignatures,
  openQuery,
  readAdverseEvent,
  receiveAtSponsor,
  reportAdverseEvent,
  resultRecorded,
  reviseAdverseEvent,
  signAdverseEvent,
  signatureGiven,
  signatureSuperseded,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { SiteOfSafety } from './site-of-safety.js';

const INVESTIGATOR = { actor: 'investigator-umcu', role: 'investigator', signedInSecondsAgo: 10 };
const PHYSICIAN = { actor: 'safety-physician', role: 'safety-physician', sites: ['UMCU'] };
const trialId = 'MANUS';

describe('a signature on an adverse event', () => {
  let safety: BootedService;
  let site: SiteOfSafety;
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-10T08:00:00.000Z' });
    site = new SiteOfSafety(safety);
  });
  afterAll(() => safety.stop());

  async function anEvent() {
    const participantId = await site.aParticipant();
    const { adverseEventId } = await safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId, term: 'hepatic-failure', grade: 3, seriousness: ['hospitalisation'] },
      ...{ onsetOn: '2025-03-03', awareAt: '2025-03-03T07:30:00Z' },
    });
    return { trialId, participantId, adverseEventId };
  }
  type At = Awaited<ReturnType<typeof anEvent>>;
  const read = (at: At) => safety.ask(readAdverseEvent, at);
  type Meaning = 'complete-and-correct' | 'seriousness-assessed';
  const sign = async (at: At, meaning: Meaning = 'complete-and-correct', context = {}) =>
    safety.send(
      signAdverseEvent,
      { ...at, meaning, expectedVersion: (await read(at)).version },
      { ...INVESTIGATOR, ...context },
    );
  const revise = async (at: At, change: object) =>
    safety.ask(reviseAdverseEvent, {
      ...{ ...at, awareAt: '2025-03-10T07:00:00Z', reason: 'seen again', expectedVersion: (await read(at)).version },
      ...change,
    });
  const signedAs = async (at: At) => (await read(at)).signedAs ?? [];
  const listed = async (at: At) =>
    (await safety.ask(listSignatures, at)).items.sort((a, b) => a.adverseEventVersion - b.adverseEventVersion);

  it('says who, as what, when, and of exactly what', async () => {
    const at = await anEvent();
    const reply = await sign(at);
    expect(reply).toMatchObject({
      ok: {
        ...{ meaning: 'complete-and-correct', signedBy: 'investigator-umcu', role: 'investigator' },
        ...{ organisation: 'UMC Utrecht', signedAt: '2025-03-10T08:00:00.000Z', adverseEventVersion: 1, current: true },
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(await listed(at)).toEqual([(reply as { ok: object }).ok]);
    expect(await signedAs(at)).toEqual(['complete-and-correct']);
    const { adverseEventId } = at;
    const given = (await safety.said(signatureGiven)).filter((said) => said.adverseEventId === adverseEventId);
    expect(given).toMatchObject([{ meaning: 'complete-and-correct', replaces: [] }]);
  });

  it('does not outlast a corrected grade', async () => {
    const at = await anEvent();
    await sign(at);
    await safety.ask(correctGrade, { ...at, segment: 1, grade: 4, reason: 'mistyped', expectedVersion: 1 });
    expect(await signedAs(at)).toEqual([]);
    expect(await listed(at)).toMatchObject([{ current: false }]);
  });

  it('is given afresh, by the person who is signed in, of the version they read', async () => {
    const at = await anEvent();
    const refused = (code: string) => ({ rejection: expect.objectContaining({ code }) as object });
    expect(await sign(at, undefined, { signedInSecondsAgo: 301 })).toMatchObject(refused('sign-in-not-fresh'));
    expect(await sign(at, undefined, { role: 'study-nurse' })).toMatchObject(refused('role-not-allowed'));
    expect(await sign(at, undefined, { sites: ['UMCN'] })).toMatchObject(refused('adverse-event-unknown'));
    const stale = { ...at, meaning: 'complete-and-correct' as const, expectedVersion: 1 };
    await revise(at, { grade: 4 });
    expect(await safety.send(signAdverseEvent, stale, INVESTIGATOR)).toMatchObject(refused('version-conflict'));
    expect(await sign(at)).toHaveProperty('ok');
    expect(await sign(at, undefined, { actor: 'another-investigator' })).toMatchObject(refused('already-signed'));
    const may = await safety.rows<{ column: string }>(
      `select column_name as column from information_schema.column_privileges
        where table_schema = 'safety' and table_name = 'signature' and grantee = 'safety' and privilege_type = 'UPDATE'`,
    );
    expect(may).toEqual([{ column: 'superseded_at' }]);
  });

  it('is of a confirmed event', async () => {
    const participantId = await site.aParticipant();
    await site.hear(resultRecorded, site.anAlt(participantId));
    const [candidate] = await site.eventsOf(participantId);
    const at = { trialId, participantId, adverseEventId: candidate?.adverseEventId ?? '' };
    expect(await sign(at)).toMatchObject({ rejection: { code: 'adverse-event-not-confirmed' } });
  });

  it('is superseded whenever the investigator thinks otherwise of a cause, also many times in one moment', async () => {
    const at = await anEvent();
    for (let turn = 0; turn < 8; turn += 1) {
      const opinions = [{ cause: 'cells', related: turn % 2 === 0 }];
      await safety.ask(judgeCausality, { ...at, opinions, reason: 'seen again' });
      expect([turn, await signedAs(at)]).toEqual([turn, []]);
      await sign(at);
      expect([turn, await signedAs(at)]).toEqual([turn, ['complete-and-correct']]);
    }
  });

  it('is superseded by any change of what was signed, for good, and is given again', async () => {
    const at = await anEvent();
    await sign(at);
    await revise(at, { outcome: 'recovering' });
    expect(await read(at)).toMatchObject({ flags: ['signature-superseded'] });
    expect(await signedAs(at)).toEqual([]);
    await revise(at, { outcome: 'unknown' });
    expect(await signedAs(at)).toEqual([]);
    const [first] = await listed(at);
    expect(first).toMatchObject({ current: false, supersededAt: '2025-03-10T08:00:00.000Z' });
    const ofEvent = ({ adverseEventId }: { adverseEventId: string }) => adverseEventId === at.adverseEventId;
    const signatureId = first?.signatureId;
    expect((await safety.said(signatureSuperseded)).filter(ofEvent)).toMatchObject([
      { signatureId, meaning: 'complete-and-correct' },
    ]);

    expect(await sign(at)).toMatchObject({ ok: { contentHash: first?.contentHash } });
    expect((await safety.said(signatureGiven)).filter(ofEvent).at(-1)).toMatchObject({ replaces: [signatureId] });
    expect(await read(at)).not.toHaveProperty('flags');
    expect(await signedAs(at)).toEqual(['complete-and-correct']);
  });

  const opinion = (related: boolean) => ({ opinions: [{ cause: 'cells', related }], reason: 'soon after' });
  it.each<[string, (at: At) => Promise<unknown>, Meaning[]]>([
    ['another grade', (at) => revise(at, { grade: 4 }), ['seriousness-assessed']],
    ['an end', (at) => revise(at, { endedOn: '2025-03-09' }), ['seriousness-assessed']],
    [
      'an opinion of the investigator',
      (at) => safety.ask(judgeCausality, { ...at, ...opinion(true) }),
      ['seriousness-assessed'],
    ],
    [
      'another moment of awareness',
      async (at) =>
        safety.ask(correctAwareness, {
          ...{ ...at, awareAt: '2025-03-03T06:30:00Z', expectedVersion: (await read(at)).version, reason: 'mistyped' },
        }),
      ['seriousness-assessed'],
    ],
    ['another seriousness', (at) => revise(at, { seriousness: ['disability'] }), []],
  ])(
    'of the event does not outlive %s, and of its seriousness only that of another seriousness',
    async (_, change, left) => {
      const at = await anEvent();
      await sign(at);
      await sign(at, 'seriousness-assessed');
      expect(await signedAs(at)).toEqual(['complete-and-correct', 'seriousness-assessed']);
      await change(at);
      expect(await signedAs(at)).toEqual(left);
    },
  );

  it('stays with what others say of the event', async () => {
    const at = await anEvent();
    await sign(at);
    await safety.ask(judgeCausality, { ...at, ...opinion(true) }, PHYSICIAN);
    const received = { receivedAt: '2025-03-03T08:00:00Z', expectedness: 'unexpected' as const };
    await safety.ask(receiveAtSponsor, { ...at, ...received }, PHYSICIAN);
    await safety.ask(openQuery, { ...at, text: 'Is it?' }, PHYSICIAN);
    expect(await signedAs(at)).toEqual(['complete-and-correct']);
  });

  it('of two given at once is one', async () => {
    const at = await anEvent();
    const request = { ...at, meaning: 'complete-and-correct' as const, expectedVersion: 1 };
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => safety.send(signAdverseEvent, request, INVESTIGATOR)),
    );
    expect(replies.filter((reply) => 'ok' in reply)).toHaveLength(1);
    expect(replies.filter((reply) => 'rejection' in reply && reply.rejection.code === 'already-signed')).toHaveLength(
      7,
    );
  });
});
