import { randomUUID } from 'node:crypto';
import {
  breakCode,
  fetchDowntimeCodes,
  issueDowntimePack,
  liftPause,
  pauseRandomisation,
  randomisationPaused,
  randomisationResumed,
  randomiseParticipant,
  readParticipant,
  readRandomisationState,
  recordDowntimeRandomisation,
  type OperationReply,
  type PauseView,
  type RandomisationState,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { sessionOf, waitingFor } from '../../support/waiting.js';
import { Enrolling, keyed, STATISTICIAN, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const SITES = ['UMCU', 'UMCN', 'LUMC'];
const ROUNDS = 8;
const AT_ONCE = 6;
const codeOf = (reply: OperationReply): string => ('rejection' in reply ? reply.rejection.code : 'ok');

/** Waits until so many have an answer. */
const someOf = (replies: readonly Promise<unknown>[], many: number): Promise<void> =>
  new Promise((resolve) => {
    let answered = 0;
    if (many === 0) resolve();
    for (const reply of replies)
      void reply.then(() => {
        answered += 1;
        if (answered === many) resolve();
      });
  });

/** Notes which allocations a pause saw when it was written: those that had committed by then, and no other. */
const WHAT_PAUSES_SAW = `
  create table public.seen_by_pause (pause_id uuid, allocation_id uuid);
  create function public.note_allocations() returns trigger language plpgsql security definer as $$
    begin
      insert into public.seen_by_pause select new.id, id from vault.allocation where trial_id = new.trial_id;
      return new;
    end $$;
  create trigger note_allocations after insert on enrolment.randomisation_pause
    for each row execute function public.note_allocations();`;

/** Lets whoever has taken a position wait, with the list in hand, until advisory lock 4711 is free. */
const HOLD_ALLOCATIONS = `
  create function public.wait_with_position() returns trigger language plpgsql security definer as $$
    begin
      perform pg_advisory_xact_lock_shared(4711);
      return new;
    end $$;
  create trigger wait_with_position after insert on vault.allocation
    for each row execute function public.wait_with_position();`;

describe('a pause of randomisation', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    await asSuperuser(service.database, (client) => client.query(`${WHAT_PAUSES_SAW} ${HOLD_ALLOCATIONS}`));
  });
  afterAll(() => service.stop());

  const physician = (trialId: string, more: Partial<Context> = {}): Partial<Context> => ({
    ...{ actor: 'physician', role: 'safety-physician', organisation: 'sponsor' },
    ...{ trialId, sites: SITES, signedInSecondsAgo: 30, ...more },
  });
  const asked = (trialId: string, more: object = {}) => ({
    ...{ trialId, reason: 'two related events', toldToSites: 'the sponsor looks at safety', ...more },
  });
  const pause = (trialId = 'MANUS', more: object = {}): Promise<PauseView> =>
    service.ask(pauseRandomisation, asked(trialId, more), physician(trialId));
  const lift = (pauseId: string, trialId = 'MANUS', more: Partial<Context> = {}): Promise<OperationReply> =>
    service.send(liftPause, { trialId, pauseId, reason: 'the board advises to go on' }, physician(trialId, more));
  const randomise = (site: Enrolling, participantId: string): Promise<OperationReply> =>
    service.send(randomiseParticipant, { trialId: site.trialId, participantId }, site.who);
  const stateFor = (context: Partial<Context>, trialId = 'MANUS'): Promise<RandomisationState> =>
    service.ask(readRandomisationState, { trialId }, { trialId, ...context });
  const allocations = async (trialId = 'MANUS'): Promise<string[]> =>
    (await service.rows<{ id: string }>('select id from vault.allocation where trial_id = $1', [trialId])).map(
      ({ id }) => id,
    );
  const seenBy = async (pauseId: string): Promise<string[]> =>
    (
      await service.rows<{ id: string }>('select allocation_id as id from public.seen_by_pause where pause_id = $1', [
        pauseId,
      ])
    ).map(({ id }) => id);
  const umcu = () => new Enrolling(service);

  it('needs a fresh sign-in and a sealed list', async () => {
    for (const signedInSecondsAgo of [301, 9_000]) {
      const stale = physician('MANUS', { signedInSecondsAgo });
      expect(codeOf(await service.send(pauseRandomisation, asked('MANUS'), stale))).toBe('sign-in-not-fresh');
    }
    expect(codeOf(await service.send(pauseRandomisation, asked('MANUS'), physician('MANUS')))).toBe('no-sealed-list');
    expect(await stateFor(umcu().who)).toEqual({ paused: false, pauses: [] });
    await umcu().sealedList({ length: 100 });
  });

  it('refuses whoever comes after it and consumes nothing; the other steps and code breaks go on', async () => {
    const before = await umcu().randomised();
    const waiting = await umcu().eligible();
    const rows = await allocations();
    const { pauseId, pausedAt } = await pause('MANUS', { proposalIds: ['0190a5f0-1111-7222-8333-444455556666'] });
    expect(codeOf(await randomise(umcu(), waiting))).toBe('randomisation-paused');
    expect(await allocations()).toEqual(rows);
    expect(await service.ask(readParticipant, { trialId: 'MANUS', participantId: waiting }, umcu().who)).toMatchObject({
      status: 'eligible',
    });

    // Screening, consent and eligibility of somebody new, treatment of somebody randomised, and their code.
    const later = await umcu().eligible();
    await stepTo(service, '2025-03-03T08:30:00Z');
    await umcu().treat(before, '2025-03-03T08:01:00Z');
    const broken = await service.ask(
      breakCode,
      { trialId: 'MANUS', participantId: before, cause: 'medical-emergency', reason: 'anaphylaxis, needs to be known' },
      { ...umcu().who, signedInSecondsAgo: 10 },
    );
    expect(broken).toHaveProperty('arm');

    expect(await service.said(randomisationPaused)).toEqual([
      {
        ...{ trialId: 'MANUS', siteId: '', pauseId, pausedAt },
        proposalIds: ['0190a5f0-1111-7222-8333-444455556666'],
      },
    ]);
    expect(codeOf(await lift(pauseId))).toBe('ok');
    expect(await service.said(randomisationResumed)).toMatchObject([{ trialId: 'MANUS', siteId: '', pauseId }]);
    for (const participantId of [waiting, later]) expect(codeOf(await randomise(umcu(), participantId))).toBe('ok');
  });

  it('tells sites since when and what they are told, and only who pauses why and by whom', async () => {
    const { pauseId, pausedAt } = await pause();
    const told = { pauseId, pausedAt, toldToSites: 'the sponsor looks at safety', randomisedMeanwhile: [] };
    for (const role of ['investigator', 'study-nurse', 'monitor', 'pharmacist']) {
      const { pauses, ...state } = await stateFor({ ...umcu().who, role });
      expect(state).toEqual({ paused: true, pausedSince: pausedAt });
      expect(pauses[0]).toEqual(told);
    }
    const [known] = (await stateFor(physician('MANUS'))).pauses;
    expect(known).toEqual({ ...told, reason: 'two related events', pausedBy: 'physician' });
    await lift(pauseId);
    expect((await stateFor(umcu().who)).paused).toBe(false);
    expect((await stateFor(umcu().who)).pauses[0]).not.toHaveProperty('liftReason');
  });

  it('stands until each pause is lifted, once', async () => {
    const [first, second] = [await pause(), await pause()];
    const resumed = await service.said(randomisationResumed);
    expect(codeOf(await lift(randomUUID()))).toBe('pause-unknown');
    expect(codeOf(await lift(first.pauseId, 'MANUS', { signedInSecondsAgo: 301 }))).toBe('sign-in-not-fresh');
    expect(codeOf(await lift(first.pauseId))).toBe('ok');
    expect(codeOf(await lift(first.pauseId))).toBe('pause-already-lifted');
    expect(await service.said(randomisationResumed)).toEqual(resumed);
    const one = await umcu().eligible();
    expect(codeOf(await randomise(umcu(), one))).toBe('randomisation-paused');
    expect(codeOf(await lift(second.pauseId))).toBe('ok');
    expect(await service.said(randomisationResumed)).toHaveLength(resumed.length + 1);
    expect(codeOf(await randomise(umcu(), one))).toBe('ok');
  });

  it('is lifted by a second person where the trial file says so', async () => {
    await new Enrolling(service, 'STRATA').sealedList();
    const { pauseId } = await pause('STRATA');
    expect(codeOf(await lift(pauseId, 'STRATA'))).toBe('second-person-needed');
    expect(codeOf(await lift(pauseId, 'STRATA', { actor: 'second physician' }))).toBe('ok');
  });

  it('is of one trial, and of no other', async () => {
    const small = new Enrolling(service, 'SMALL');
    await small.sealedList({ length: 4, blockSizes: [{ size: 4 }] });
    const { pauseId } = await pause();
    await small.randomised();
    expect(codeOf(await lift(pauseId, 'SMALL'))).toBe('pause-unknown');
    await lift(pauseId);
  });

  it('asked twice with one key is one pause', async () => {
    const once = { ...physician('MANUS'), ...keyed() };
    const answers = await Promise.all([1, 2, 3].map(() => service.send(pauseRandomisation, asked('MANUS'), once)));
    const again = await service.ask(pauseRandomisation, asked('MANUS'), once);
    for (const answer of answers) expect(['ok', 'request-still-running']).toContain(codeOf(answer));
    const standing = (await stateFor(physician('MANUS'))).pauses.filter(({ liftedAt }) => !liftedAt);
    expect(standing.map(({ pauseId }) => pauseId)).toEqual([again.pauseId]);
    await lift(again.pauseId);
  });

  it('waits for who has the list in hand, and whoever waits behind it is refused', async () => {
    const [inHand, behind] = [await umcu().eligible(), await umcu().eligible()];
    const answered: string[] = [];
    const noting = async (name: string, reply: Promise<OperationReply>): Promise<OperationReply> => {
      const answer = await reply;
      answered.push(name);
      return answer;
    };
    await asSuperuser(service.database, async (client) => {
      const line = [await sessionOf(client)];
      const nextInLine = async () => line.push(...(await waitingFor(service.database, line)));
      await client.query('select pg_advisory_lock(4711)');
      const first = noting('in hand', randomise(umcu(), inHand));
      await nextInLine();
      const pausing = noting('pause', service.send(pauseRandomisation, asked('MANUS'), physician('MANUS')));
      await nextInLine();
      const second = noting('behind', randomise(umcu(), behind));
      await nextInLine();
      expect(answered).toEqual([]);
      await client.query('select pg_advisory_unlock(4711)');
      expect(codeOf(await first)).toBe('ok');
      expect(codeOf(await second)).toBe('randomisation-paused');
      const { pauseId } = ((await pausing) as { ok: PauseView }).ok;
      expect((await seenBy(pauseId)).sort()).toEqual((await allocations()).sort());
      await lift(pauseId);
    });
  });

  it(`lets no allocation slip past: ${ROUNDS} pauses among ${AT_ONCE} randomisations each`, async () => {
    const told = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      await stepTo(service, `2025-03-03T09:${String(round).padStart(2, '0')}:00Z`);
      const people: string[] = [];
      for (let person = 0; person < AT_ONCE; person += 1) people.push(await umcu().eligible());
      // The pause is asked for when none of them is answered, one, … all; the others are somewhere on their way.
      const replies = people.map((who) => randomise(umcu(), who));
      await someOf(replies, round % (AT_ONCE + 1));
      const { pauseId, pausedAt } = await pause();
      const confirmed = await allocations();
      const codes = (await Promise.all(replies)).map(codeOf);
      for (const code of codes) told.set(code, (told.get(code) ?? 0) + 1);

      const after = (await allocations()).sort();
      expect((await seenBy(pauseId)).sort()).toEqual(after);
      expect(confirmed.sort()).toEqual(after);
      const late = await service.rows('select from randomisation where trial_id = $1 and randomised_at > $2', [
        'MANUS',
        pausedAt,
      ]);
      expect(late).toEqual([]);
      await lift(pauseId);
    }
    process.stdout.write(`told: ${JSON.stringify(Object.fromEntries(told))}\n`);
    expect([...told.keys()].sort()).toEqual(['ok', 'randomisation-paused']);
  });

  it('records who was randomised by an envelope meanwhile, and shows it with the pause', async () => {
    const keeper = { ...STATISTICIAN, sites: [] };
    await stepTo(service, '2025-03-03T12:00:00Z');
    const { pack } = await service.ask(issueDowntimePack, { trialId: 'MANUS', siteId: 'UMCN', rows: 3 }, keeper);
    await service.ask(fetchDowntimeCodes, { trialId: 'MANUS', pack }, keeper);
    const umcn = new Enrolling(service, 'MANUS', 'UMCN');
    const [before, meanwhile] = [await umcn.eligible(), await umcn.eligible()];
    await stepTo(service, '2025-03-03T13:00:00Z');
    const { pauseId } = await pause();
    await stepTo(service, '2025-03-03T14:00:00Z');
    const enter = (participantId: string, envelope: number, randomisedAt: string) =>
      service.ask(
        recordDowntimeRandomisation,
        { ...{ trialId: 'MANUS', participantId, pack, envelope, randomisedAt }, reason: 'the line was cut' },
        umcn.who,
      );
    expect(await enter(before, 1, '2025-03-03T12:59:59.999Z')).not.toHaveProperty('duringPause');
    expect(await enter(meanwhile, 2, '2025-03-03T13:30:00Z')).toMatchObject({
      status: 'randomised',
      duringPause: true,
    });
    const shown = async (context: Partial<Context>) => (await stateFor(context)).pauses[0]?.randomisedMeanwhile;
    expect(await shown(physician('MANUS'))).toEqual([meanwhile]);
    expect(await shown(umcn.who)).toEqual([meanwhile]);
    expect(await shown(umcu().who)).toEqual([]);
    expect(codeOf(await lift(pauseId))).toBe('ok');
    expect(await shown(umcn.who)).toEqual([meanwhile]);
  });
});
