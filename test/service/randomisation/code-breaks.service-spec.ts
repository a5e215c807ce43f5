import { randomUUID } from 'node:crypto';
import {
  breakCode,
  codeBreakAttempted,
  codeBroken,
  discloseAllocation,
  endParticipation,
  listCodeBreaks,
  readListCommitment,
  type BreakCodeCommand,
  type CodeBreakCertificate,
  type CodeBreakView,
  type EventContract,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { Enrolling, keyed, PHARMACIST, STATISTICIAN, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';
import { ANY_ARM, whereStands } from './where-stands.js';
import { verdicts, VERIFIERS } from '../../verifiers/verdicts.js';

const REASON = 'anaphylaxis after the injection, treatment depends on it';
const MONITOR: Partial<Context> = {
  actor: 'monitor',
  role: 'monitor',
  organisation: 'sponsor',
  sites: ['UMCU', 'UMCN'],
};
const PHYSICIAN: Partial<Context> = { ...MONITOR, actor: 'safety-physician', role: 'safety-physician' };

describe('a code break', () => {
  let service: BootedService;
  let umcu: Enrolling;
  let participantId: string;

  const breaking = (more: Partial<BreakCodeCommand> = {}): BreakCodeCommand => ({
    trialId: 'MANUS',
    participantId,
    cause: 'medical-emergency',
    reason: REASON,
    ...more,
  });
  const fresh = (more: Partial<Context> = {}): Partial<Context> => ({ ...umcu.who, signedInSecondsAgo: 40, ...more });
  const seen = async (who: Partial<Context> = MONITOR): Promise<readonly CodeBreakView[]> =>
    (await service.ask(listCodeBreaks, { trialId: 'MANUS' }, who)).items;
  const seenOf = async (id: string): Promise<readonly CodeBreakView[]> =>
    (await seen()).filter((view) => view.participantId === id);
  const rows = (table: string, id = participantId) =>
    service.rows(`select * from vault.${table} where participant_id = $1 order by id`, [id]);
  /** What the vault has said in the open. */
  const said = async ({ type }: EventContract): Promise<Record<string, unknown>[]> =>
    (
      await service.rows<{ event: string }>(
        `select event from (select sequence, type, event from vault.outbox_archive
           union select sequence, type, event from vault.outbox_message) as sent where type = $1 order by sequence`,
        [type],
      )
    ).map(({ event }) => (JSON.parse(event) as { data: Record<string, unknown> }).data);

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service);
    await umcu.sealedList();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    participantId = await umcu.randomised();
  });

  it('shows the treating investigator what the pharmacist prepares, and that alone', async () => {
    const broken = await service.ask(breakCode, breaking(), fresh());
    const prepared = await service.ask(
      discloseAllocation,
      { trialId: 'MANUS', participantId, reason: 'preparation' },
      PHARMACIST,
    );
    expect(broken).toEqual({
      codeBreakId: expect.any(String) as string,
      participantId,
      brokenAt: BEGINNING,
      arm: prepared.arm,
      certificate: expect.any(Object) as object,
    });
  });

  it('is recorded with who, when, why and how often it was shown', async () => {
    const { codeBreakId } = await service.ask(breakCode, breaking(), fresh());
    expect(await rows('code_break')).toMatchObject([
      { id: codeBreakId, site_id: 'UMCU', cause: 'medical-emergency', reason: REASON, broken_by: 'investigator-umcu' },
    ]);
    expect(await rows('code_break_showing')).toMatchObject([
      { code_break_id: codeBreakId, shown_to: 'investigator-umcu' },
    ]);
    const audited = await service.rows(
      `select actor, reason from vault.audit_entry where table_name = 'code_break' and row_id = $1`,
      [codeBreakId],
    );
    expect(audited).toMatchObject([{ actor: 'investigator-umcu' }]);
  });

  it('is told at once: that, who, when and the cause, and not what; sponsor and monitor find it in the list', async () => {
    const heard: unknown[] = [];
    const listening = service.nats.subscribe('randomisation.>', {
      callback: (_, message) => {
        heard.push(message.json());
      },
    });
    const { codeBreakId } = await service.ask(breakCode, breaking(), fresh());
    const told = {
      trialId: 'MANUS',
      siteId: 'UMCU',
      participantId,
      codeBreakId,
      cause: 'medical-emergency',
      brokenBy: 'investigator-umcu',
      brokenAt: BEGINNING,
    };
    await eventually(() =>
      expect(heard).toContainEqual(expect.objectContaining({ type: codeBroken.type, data: told })),
    );
    listening.unsubscribe();
    for (const who of [MONITOR, PHYSICIAN])
      await eventually(async () =>
        expect(await seen(who)).toContainEqual({
          codeBreakId,
          siteId: 'UMCU',
          participantId,
          outcome: 'broken',
          cause: 'medical-emergency',
          by: 'investigator-umcu',
          at: BEGINNING,
        }),
      );
    expect(await seen({ ...MONITOR, sites: ['LUMC'] })).toEqual([]);
  });

  it('says the same words in the open whatever was shown', async () => {
    const shapes = new Map<string, Set<string>>();
    for (let more = 0; more < 12; more++) {
      participantId = await umcu.randomised();
      const { arm, codeBreakId } = await service.ask(breakCode, breaking(), fresh());
      const [event = {}] = (await said(codeBroken)).filter((data) => data['codeBreakId'] === codeBreakId);
      const words = JSON.stringify({ ...event, participantId: 'P', codeBreakId: 'C' });
      shapes.set(arm, (shapes.get(arm) ?? new Set()).add(words));
    }
    expect([...shapes.keys()].sort()).toEqual(['msc', 'placebo']);
    expect(shapes.get('msc')).toEqual(shapes.get('placebo'));
    expect(shapes.get('msc')?.size).toBe(1);
  });

  describe('asks for a fresh sign-in', () => {
    it.each([
      ['of six minutes ago', { signedInSecondsAgo: 301 }],
      ['of a time nobody knows', {}],
    ])('and refuses one %s, which is recorded and which the monitor sees', async (_, signIn) => {
      const reply = await service.send(breakCode, breaking(), { ...umcu.who, ...signIn });
      expect(reply).toMatchObject({ rejection: { code: 'sign-in-not-fresh' } });
      expect(await rows('code_break')).toEqual([]);
      expect(await rows('code_break_attempt')).toMatchObject([
        { outcome: 'refused', refusal: 'sign-in-not-fresh', attempted_by: 'investigator-umcu', reason: REASON },
      ]);
      await eventually(async () =>
        expect(await seenOf(participantId)).toMatchObject([
          { outcome: 'refused', refusal: 'sign-in-not-fresh', siteId: 'UMCU', by: 'investigator-umcu' },
        ]),
      );
    });

    it('and after signing in again the same request succeeds', async () => {
      const key = keyed();
      await service.send(breakCode, breaking(), { ...umcu.who, ...key, signedInSecondsAgo: 9_000 });
      const broken = await service.ask(breakCode, breaking(), fresh(key));
      await eventually(async () =>
        expect((await seenOf(participantId)).map(({ outcome }) => outcome).sort()).toEqual(['broken', 'refused']),
      );
      expect(broken.participantId).toBe(participantId);
    });
  });

  it('is refused to the investigator of another site as for somebody who is not there, and both attempts are seen', async () => {
    const elsewhere = fresh({ actor: 'investigator-umcn', sites: ['UMCN'] });
    const nobody = randomUUID();
    const foreign = await service.send(breakCode, breaking(), elsewhere);
    expect(foreign).toMatchObject({ rejection: { code: 'not-allocated' } });
    expect(await service.send(breakCode, breaking({ participantId: nobody }), fresh())).toEqual(foreign);
    for (const [id, siteId, by] of [
      [participantId, 'UMCN', 'investigator-umcn'],
      [nobody, 'UMCU', 'investigator-umcu'],
    ] as const)
      await eventually(async () =>
        expect(await seenOf(id)).toMatchObject([{ outcome: 'refused', refusal: 'not-allocated', siteId, by }]),
      );
  });

  it('is refused to every other role, unblinded ones as well', async () => {
    for (const role of ['study-nurse', 'monitor', 'safety-physician', 'administrator', 'participant', 'pharmacist'])
      expect(await service.send(breakCode, breaking(), fresh({ role }))).toMatchObject({
        rejection: { code: 'role-not-allowed' },
      });
    expect(await rows('code_break')).toEqual([]);
  });

  it('shows it once: the same request again within five minutes, and then no more', async () => {
    const key = keyed();
    const first = await service.ask(breakCode, breaking(), fresh(key));
    expect(await service.ask(breakCode, breaking(), fresh(key))).toEqual(first);
    expect(await rows('code_break_showing')).toHaveLength(2);
    expect((await said(codeBroken)).filter((data) => data['participantId'] === participantId)).toHaveLength(1);

    await stepTo(service, '2025-03-03T08:05:00.001Z');
    expect(await service.send(breakCode, breaking(), fresh(key))).toMatchObject({
      rejection: { code: 'disclosure-already-shown' },
    });
    expect(await rows('code_break_showing')).toHaveLength(2);
    expect(await rows('code_break_attempt')).toMatchObject([{ refusal: 'disclosure-already-shown' }]);
    const again = await service.ask(breakCode, breaking({ cause: 'pregnancy' }), fresh());
    expect(again.arm).toBe(first.arm);
    expect(again.codeBreakId).not.toBe(first.codeBreakId);
  });

  it('is an attempt each time the very same request is refused', async () => {
    const stale = { ...umcu.who, ...keyed(), signedInSecondsAgo: 301 };
    const replies = [
      await service.send(breakCode, breaking(), stale),
      await service.send(breakCode, breaking(), stale),
    ];
    expect(replies[0]).toMatchObject({ rejection: { code: 'sign-in-not-fresh' } });
    expect(replies[1]).toEqual(replies[0]);
    expect(await rows('code_break_attempt')).toHaveLength(2);
    await eventually(async () => expect(await seenOf(participantId)).toHaveLength(2));
  });

  it('is listed with what was refused, page by page, without gap or repeat', async () => {
    await service.ask(breakCode, breaking(), fresh());
    await eventually(async () => expect(await seenOf(participantId)).toHaveLength(1));
    const paged: string[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const request = { trialId: 'MANUS', limit: 3, ...(cursor ? { cursor } : {}) };
      const page = await service.ask(listCodeBreaks, request, MONITOR);
      paged.push(...page.items.map(({ codeBreakId }) => codeBreakId));
      cursor = page.nextCursor;
    }
    expect(paged.length).toBeGreaterThan(6);
    expect(paged).toEqual((await seen()).map(({ codeBreakId }) => codeBreakId));
    expect(new Set(paged).size).toBe(paged.length);
  });

  it('works when the participant has been treated, and after they have left', async () => {
    await stepTo(service, '2025-03-03T10:00:00Z');
    await umcu.treat(participantId, '2025-03-03T09:00:00.000Z');
    const { arm } = await service.ask(breakCode, breaking(), fresh());
    await service.ask(
      endParticipation,
      {
        trialId: 'MANUS',
        participantId,
        as: 'withdrawn',
        endedAt: BEGINNING,
        reason: 'wishes to leave',
        continues: { safetyContact: false, furtherData: false, storedSamples: false },
      },
      umcu.who,
    );
    expect(await service.ask(breakCode, breaking(), fresh())).toMatchObject({ participantId, arm });
  });

  it('fails loudly when the row cannot be opened: recorded, told as failed, and nothing shown', async () => {
    await service.rows(
      `set session_replication_role = replica;
       update vault.list_position place set sealed_row = '\\x00' from vault.allocation taken
        where taken.participant_id = '${participantId}' and place.list_id = taken.list_id
          and place.stratum = taken.stratum and place.position = taken.position`,
    );
    expect(await service.send(breakCode, breaking(), fresh())).toEqual({ fault: true });
    await eventually(async () =>
      expect((await seenOf(participantId)).map(({ outcome }) => outcome).sort()).toEqual(['broken', 'failed']),
    );
    expect((await said(codeBreakAttempted)).at(-1)).not.toHaveProperty('refusal');
  });

  it('shows the arm also when the rest of the list cannot be read, then without a certificate', async () => {
    const other = await umcu.randomised();
    await service.rows(
      `set session_replication_role = replica;
       update vault.list_position place set sealed_row = '\\x00' from vault.allocation taken
        where taken.participant_id = '${other}' and place.list_id = taken.list_id
          and place.stratum = taken.stratum and place.position = taken.position`,
    );
    const broken = await service.ask(breakCode, breaking(), fresh());
    expect(['msc', 'placebo']).toContain(broken.arm);
    expect(broken).not.toHaveProperty('certificate');
  });

  it('is one, however often the button is pressed at once', async () => {
    const pressed = fresh(keyed());
    const replies = await Promise.all(Array.from({ length: 5 }, () => service.send(breakCode, breaking(), pressed)));
    const shown = replies.flatMap((reply) => ('ok' in reply ? [reply.ok] : []));
    expect(shown.length).toBeGreaterThan(0);
    for (const one of shown) expect(one).toEqual(shown[0]);
    expect(replies.flatMap((reply) => ('rejection' in reply ? [reply.rejection.code] : []))).toEqual(
      Array.from({ length: 5 - shown.length }, () => 'request-still-running'),
    );
    expect(await rows('code_break')).toHaveLength(1);
    expect(await rows('code_break_showing')).toHaveLength(shown.length);
  });

  describe('has a certificate', () => {
    let arm: string;
    let certificate: CodeBreakCertificate;
    let root: string;
    beforeAll(async () => {
      const other = new Enrolling(service, 'STRATA');
      await other.sealedList();
      const inStrata = { trialId: 'STRATA', sites: ['UMCU'] };
      const id = await other.randomised([{ factor: 'ulcers', level: 'more' }]);
      const request = breaking({ trialId: 'STRATA', participantId: id });
      const broken = await service.ask(breakCode, request, { ...inStrata, signedInSecondsAgo: 0 });
      if (!broken.certificate) throw new Error('a certificate is missing');
      ({ arm, certificate } = { arm: broken.arm, certificate: broken.certificate });
      ({ root } = await service.ask(readListCommitment, { trialId: 'STRATA' }, { ...STATISTICIAN, ...inStrata }));
    });

    it.each(VERIFIERS)('that a stranger accepts for the printed root, and no other arm, %s', (_, program, tool) => {
      const { opening } = certificate;
      const true_ = JSON.stringify(certificate);
      const forged = true_.replace(`"arm":"${arm}"`, `"arm":"${arm === 'msc' ? 'placebo' : 'msc'}"`);
      expect(forged).not.toBe(true_);
      expect(verdicts(program, tool, root, [true_, forged, opening])).toEqual([
        `accepted, row ${opening.index + 1} of ${opening.size}`,
        `refused, row ${opening.index + 1} does not lead to the root`,
        `accepted, row ${opening.index + 1} of ${opening.size}`,
      ]);
    });

    it('that holds one row and hashes, and no arm beside that of the row', () => {
      const { row } = certificate.opening;
      expect(row.path.length).toBeGreaterThan(0);
      expect(row.path.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
      expect(JSON.stringify(certificate).match(/msc|placebo/g)).toEqual([arm]);
    });
  });

  it('leaves no arm in clear anywhere: no table, receipt, outbox or audit row of either schema', async () => {
    await service.ask(breakCode, breaking(), fresh());
    expect(await whereStands(service, ANY_ARM)).toEqual([]);
    // The search reads what is there.
    expect(await whereStands(service, 'anaphylaxis')).toEqual(
      expect.arrayContaining(['vault.audit_entry', 'vault.code_break']),
    );
    expect(await whereStands(service, 'anaphylaxis')).not.toContainEqual(expect.stringMatching(/^enrolment|outbox/));
  });
});
