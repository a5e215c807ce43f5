import {
  closeStratum,
  discloseAllocation,
  explainAllocation,
  generateRandomisationList,
  participantRandomised,
  participantRandomisedInError,
  randomiseParticipant,
  readParticipant,
  recordRandomisedInError,
  reopenStratum,
  sealRandomisationList,
  verifyAllocations,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { sessionOf, waitingFor } from '../../support/waiting.js';
import { aSpecification, Enrolling, keyed, PHARMACIST, SECOND_STATISTICIAN, STATISTICIAN, stepTo } from './enrol.js';
import { listTrialsFolder } from './list-trials.js';

const SITES = ['UMCU', 'UMCN', 'LUMC'];
const statistician = (trialId: string): Partial<Context> => ({ ...STATISTICIAN, trialId, sites: SITES });
const ulcers = (level: string) => [{ factor: 'ulcers', level }];

describe('an allocation', () => {
  let service: BootedService;

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: listTrialsFolder() },
    });
  });
  afterAll(() => service.stop());

  const seal = async (trialId: string): Promise<void> => {
    const { blockSizes, ...design } = aSpecification({ trialId, length: trialId === 'MINIMISED' ? 36 : 8 });
    const specification = trialId === 'MINIMISED' ? design : { ...design, blockSizes };
    const { listId, checksum } = await service.ask(generateRandomisationList, specification, statistician(trialId));
    await service.ask(
      sealRandomisationList,
      { trialId, listId, checksum },
      { ...statistician(trialId), actor: SECOND_STATISTICIAN.actor },
    );
  };
  const randomising = (site: Enrolling, participantId: string, level?: string) =>
    service.send(
      randomiseParticipant,
      { trialId: site.trialId, participantId, ...(level ? { stratification: ulcers(level) } : {}) },
      site.who,
    );
  const refusalOf = async (reply: Promise<unknown>): Promise<unknown> => {
    const { rejection } = (await reply) as { rejection?: { code: string; rule?: string } };
    // Every refusal says what to do next.
    expect(rejection?.rule).toEqual(expect.stringMatching(/ /));
    return rejection?.code;
  };
  const taken = (trialId: string) =>
    service.rows<{ participant: string; stratum: string; position: number; levels: object }>(
      `select participant_id as participant, stratum, position, levels from vault.allocation
        where trial_id = $1 order by sequence`,
      [trialId],
    );

  describe('in a trial with caps', () => {
    const umcu = () => new Enrolling(service, 'CAPPED', 'UMCU');
    const umcn = () => new Enrolling(service, 'CAPPED', 'UMCN');
    const lumc = () => new Enrolling(service, 'CAPPED', 'LUMC');
    beforeAll(() => seal('CAPPED'));

    it('freezes the levels it was made on, and stops hard at the cap of the site when five are asked for at once', async () => {
      const people = [];
      for (let person = 0; person < 5; person += 1) people.push(await lumc().eligible());
      const replies = people.map((participantId) => randomising(lumc(), participantId, 'one'));
      const passed = (await Promise.all(replies)).filter((reply) => 'ok' in reply);
      expect(passed).toHaveLength(2);
      const levels = { ulcers: 'one' };
      expect(await taken('CAPPED')).toEqual([
        { participant: expect.any(String) as string, stratum: 'one', position: 1, levels },
        { participant: expect.any(String) as string, stratum: 'one', position: 2, levels },
      ]);
    });

    it('stops hard at the caps of the stratum and of the trial, and takes nothing', async () => {
      expect(await refusalOf(randomising(lumc(), await lumc().eligible(), 'more'))).toBe('site-full');
      await umcu().randomised(ulcers('one'));
      expect(await refusalOf(randomising(umcu(), await umcu().eligible(), 'one'))).toBe('stratum-full');
      await umcu().randomised(ulcers('more'));
      await umcn().randomised(ulcers('more'));
      const one = await umcn().eligible();
      expect(await refusalOf(randomising(umcn(), one, 'more'))).toBe('trial-full');
      expect((await taken('CAPPED')).map(({ stratum, position }) => `${stratum} ${position}`)).toEqual([
        'one 1',
        'one 2',
        'one 3',
        'more 1',
        'more 2',
      ]);
      expect(await service.ask(readParticipant, { trialId: 'CAPPED', participantId: one }, umcn().who)).toMatchObject({
        status: 'eligible',
      });
    });
  });

  describe('in a stratum that is closed', () => {
    const site = () => new Enrolling(service, 'ULCERS', 'UMCN');
    beforeAll(() => seal('ULCERS'));
    const decide = (operation: typeof closeStratum, stratum = 'more') =>
      service.send(operation, { trialId: 'ULCERS', stratum, reason: 'enough of them' }, statistician('ULCERS'));

    it('is refused, while the others go on', async () => {
      expect(await refusalOf(decide(reopenStratum))).toBe('stratum-not-closed');
      expect(await refusalOf(decide(closeStratum, 'nowhere'))).toBe('stratum-unknown');
      expect(await decide(closeStratum)).toMatchObject({ ok: { stratum: 'more', decision: 'closed' } });
      expect(await refusalOf(decide(closeStratum))).toBe('stratum-closed');
      const one = await site().eligible();
      expect(await refusalOf(randomising(site(), one, 'more'))).toBe('stratum-closed');
      await site().randomised(ulcers('one'));
    });

    it('goes on where it ended when it is opened again', async () => {
      await decide(reopenStratum);
      await site().randomised(ulcers('more'));
      expect(
        (await taken('ULCERS')).filter(({ stratum }) => stratum === 'more').map(({ position }) => position),
      ).toEqual([1]);
    });

    it('is refused when it waits behind the closing', async () => {
      const one = await site().eligible();
      await asSuperuser(service.database, async (client) => {
        const holder = await sessionOf(client);
        await client.query('begin');
        await client.query(`select from vault.randomisation_list where trial_id = 'ULCERS' for update`);
        const closing = decide(closeStratum);
        const first = await waitingFor(service.database, [holder]);
        const randomised = randomising(site(), one, 'more');
        await waitingFor(service.database, [holder, ...first]);
        await client.query('commit');
        expect(await closing).toMatchObject({ ok: { decision: 'closed' } });
        expect(await refusalOf(randomised)).toBe('stratum-closed');
      });
    });
  });

  describe('is refused, with nothing consumed, for', () => {
    const site = () => new Enrolling(service, 'SPARE', 'UMCU');
    beforeAll(() => seal('SPARE'));

    it.each<[code: string, who: string, person: () => Promise<string>]>([
      ['consent-missing', 'somebody without consent', () => site().screened()],
      ['eligibility-not-signed', 'somebody nobody has assessed', () => site().consented()],
      ['not-eligible', 'somebody who failed screening', () => site().eligible('EXC1')],
    ])('%s: %s', async (code, _, person) => {
      const before = await service.said(participantRandomised);
      expect(await refusalOf(randomising(site(), await person()))).toBe(code);
      expect(await taken('SPARE')).toEqual([]);
      expect(await service.said(participantRandomised)).toEqual(before);
    });

    it('a clock that went back: before the consent, and before the last randomisation', async () => {
      const first = await site().randomised();
      const second = await site().eligible();
      await stepTo(service, '2025-03-02T08:00:00Z');
      expect(await refusalOf(randomising(site(), second))).toBe('clock-went-back');
      await stepTo(service, '2025-03-01T09:00:00Z');
      expect(await refusalOf(randomising(site(), second))).toBe('clock-went-back');
      await stepTo(service, '2025-03-03T08:00:00Z');
      expect((await taken('SPARE')).map(({ participant }) => participant)).toEqual([first]);
      expect(await randomising(site(), second)).toHaveProperty('ok');
    });

    it('somebody of another site, who is as unknown as nobody', async () => {
      const one = await site().eligible();
      const other = new Enrolling(service, 'SPARE', 'UMCN');
      expect(await randomising(other, one)).toMatchObject({ rejection: { code: 'participant-unknown' } });
    });
  });

  describe('that should not have been made', () => {
    const site = () => new Enrolling(service, 'TOPUP', 'UMCU');
    beforeAll(() => seal('TOPUP'));

    it('is on record as that, stays, and frees nothing', async () => {
      const wrong = await site().randomised();
      const error = {
        trialId: 'TOPUP',
        participantId: wrong,
        kind: 'ineligible' as const,
        reason: 'calcinosis was seen too late',
      };
      const key = keyed();
      const answer = await service.ask(recordRandomisedInError, error, { ...site().who, ...key });
      expect(await service.ask(recordRandomisedInError, error, { ...site().who, ...key })).toEqual(answer);
      expect(await service.send(recordRandomisedInError, error, site().who)).toMatchObject({
        rejection: { code: 'already-recorded' },
      });
      expect(await service.ask(readParticipant, { trialId: 'TOPUP', participantId: wrong }, site().who)).toMatchObject({
        status: 'randomised',
        randomisedInError: true,
      });
      expect(await service.said(participantRandomisedInError)).toEqual([
        expect.objectContaining({ participantId: wrong, kind: 'ineligible' }),
      ]);
      const next = await site().randomised();
      expect((await taken('TOPUP')).map(({ participant, position }) => [participant, position])).toEqual([
        [wrong, 1],
        [next, 2],
      ]);
      expect(await service.ask(verifyAllocations, { trialId: 'TOPUP' }, statistician('TOPUP'))).toMatchObject({
        allocations: 2,
        reproduced: true,
      });
    });

    it('on a wrong value keeps the value that was used, and the true one beside it', async () => {
      const closed = new Enrolling(service, 'ULCERS', 'LUMC');
      const wrong = await closed.randomised(ulcers('one'));
      await service.ask(
        recordRandomisedInError,
        {
          trialId: 'ULCERS',
          participantId: wrong,
          kind: 'wrong-stratum',
          reason: 'a second ulcer was overlooked',
          trueValues: ulcers('more'),
        },
        closed.who,
      );
      const [kept] = await service.rows(
        `select a.levels, e.true_levels from vault.allocation a join enrolment.randomisation_error e using (participant_id)
          where participant_id = $1`,
        [wrong],
      );
      expect(kept).toEqual({ levels: { ulcers: 'one' }, true_levels: { ulcers: 'more' } });
    });
  });

  describe('explained', () => {
    const explaining = (trialId: string, participantId: string) =>
      service.ask(
        explainAllocation,
        { trialId, participantId, reason: 'asked by the inspector' },
        statistician(trialId),
      );

    it('shows every input and is derived again; that it was shown is on record', async () => {
      const [, second] = await taken('TOPUP');
      const participantId = second?.participant ?? '';
      const why = await explaining('TOPUP', participantId);
      expect(why).toMatchObject({
        participantId,
        algorithm: 'permuted-blocks/1',
        stratum: 'all',
        position: 2,
        ordinal: 2,
        levels: [],
        rederived: true,
      });
      const { arm } = await service.ask(
        discloseAllocation,
        { trialId: 'TOPUP', participantId, reason: 'preparation of the product' },
        { ...PHARMACIST, trialId: 'TOPUP', sites: SITES },
      );
      expect(why.arm).toBe(arm);
      const disclosures = await service.rows(
        `select role from vault.disclosure where participant_id = $1 order by disclosed_at, role`,
        [participantId],
      );
      expect(disclosures).toEqual([{ role: 'list-statistician' }, { role: 'pharmacist' }]);
    });

    it('of a minimised trial shows the imbalance that was met, the chances and the throw', async () => {
      await seal('MINIMISED');
      const site = new Enrolling(service, 'MINIMISED', 'UMCU');
      const first = await site.randomised(ulcers('one'));
      const second = await site.randomised(ulcers('one'));
      const firstWhy = await explaining('MINIMISED', first);
      const { minimisation, arm, rederived } = await explaining('MINIMISED', second);
      expect(rederived).toBe(true);
      const counts = ['msc', 'placebo'].map((code) => ({ arm: code, participants: code === firstWhy.arm ? 1 : 0 }));
      expect(minimisation?.counts).toEqual([
        { factor: 'site', level: 'UMCU', arms: counts },
        { factor: 'ulcers', level: 'one', arms: counts },
      ]);
      const sides = minimisation?.dieSides ?? 0;
      expect(minimisation?.chances).toEqual(
        ['msc', 'placebo'].map((code) => ({ arm: code, sides: sides * (code === firstWhy.arm ? 0.2 : 0.8) })),
      );
      expect(['msc', 'placebo']).toContain(arm);
      expect(firstWhy.minimisation?.chances.map((chance) => chance.sides)).toEqual([sides / 2, sides / 2]);
    });

    it('is not derived again from a row that was changed', async () => {
      const [first] = await taken('TOPUP');
      // Two sealed rows of one list change places; each is bound to its own, so neither opens.
      const swap = `set session_replication_role = replica;
        update vault.list_position p set sealed_row = (select q.sealed_row from vault.list_position q
          where q.list_id = p.list_id and q.position = 3 - p.position) where trial_id = 'TOPUP' and position in (1, 2)`;
      await service.rows(swap);
      await expect(explaining('TOPUP', first?.participant ?? '')).rejects.toThrow();
      await service.rows(swap);
      expect(await explaining('TOPUP', first?.participant ?? '')).toMatchObject({ rederived: true });
    });
  });
});
