import {
  breakCode,
  discloseAllocation,
  extendRandomisationList,
  generateRandomisationList,
  readListStatus,
  sealRandomisationList,
  uploadRandomisationList,
  verifyAllocations,
  type GeneratedRandomisationList,
  type GenerateRandomisationListCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { generateList } from '../../../apps/randomisation/src/domain/generate-list.js';
import { writeListFile } from '../../../apps/randomisation/src/domain/list-file.js';
import type { Minimisation, Simple } from '../../../apps/randomisation/src/domain/specification.js';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Enrolling, PHARMACIST, SECOND_STATISTICIAN, SEED, STATISTICIAN } from './enrol.js';
import { listTrialsFolder } from './list-trials.js';

const SITES = ['UMCU', 'UMCN', 'LUMC'];
const ARMS = [
  { code: 'msc', ratio: 1 },
  { code: 'placebo', ratio: 1 },
];
const statistician = (trialId: string): Partial<Context> => ({ ...STATISTICIAN, trialId, sites: SITES });

describe('the method of a trial', () => {
  let service: BootedService;
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: listTrialsFolder() },
    });
  });
  afterAll(() => service.stop());

  const aRequest = (trialId: string, length: number, more: Partial<GenerateRandomisationListCommand> = {}) => ({
    trialId,
    arms: ARMS.map(({ code, ratio }) => ({ arm: code, weight: ratio })),
    length,
    seed: SEED,
    ...more,
  });
  const sealed = async (trialId: string, length: number) => {
    const list = await service.ask(generateRandomisationList, aRequest(trialId, length), statistician(trialId));
    await release(trialId, list);
    return list;
  };
  const release = (trialId: string, { listId, checksum }: GeneratedRandomisationList) =>
    service.ask(
      sealRandomisationList,
      { trialId, listId, checksum },
      { ...statistician(trialId), actor: SECOND_STATISTICIAN.actor },
    );
  const armOf = async (trialId: string, participantId: string, siteId: string) =>
    (
      await service.ask(
        discloseAllocation,
        { trialId, participantId, reason: 'preparation of the product' },
        { ...PHARMACIST, trialId, sites: [siteId] },
      )
    ).arm;
  const verification = (trialId: string) => service.ask(verifyAllocations, { trialId }, statistician(trialId));

  it('permuted blocks by three factors, the site among them: each participant takes the next row of their own stratum', async () => {
    const blocks = { blockSizes: [{ size: 4 }], length: 8 };
    const list = await service.ask(generateRandomisationList, aRequest('THREE', 8, blocks), statistician('THREE'));
    await release('THREE', list);
    expect(list.summaries.map(({ stratum, rows }) => [stratum, rows])).toEqual(
      SITES.flatMap((site) =>
        ['one/female', 'one/male', 'more/female', 'more/male'].map((rest) => [`${site}/${rest}`, 8]),
      ),
    );
    const signed = (ulcers: string, sex: string) => [
      { factor: 'ulcers', level: ulcers },
      { factor: 'sex', level: sex },
    ];
    await new Enrolling(service, 'THREE', 'UMCU').randomised(signed('one', 'female'));
    await new Enrolling(service, 'THREE', 'UMCN').randomised(signed('one', 'female'));
    await new Enrolling(service, 'THREE', 'UMCU').randomised(signed('one', 'female'));
    await new Enrolling(service, 'THREE', 'UMCU').randomised(signed('one', 'male'));
    expect(
      await service.rows(`select stratum, position from vault.allocation where trial_id = 'THREE' order by sequence`),
    ).toEqual([
      { stratum: 'UMCU/one/female', position: 1 },
      { stratum: 'UMCN/one/female', position: 1 },
      { stratum: 'UMCU/one/female', position: 2 },
      { stratum: 'UMCU/one/male', position: 1 },
    ]);
    const { strata } = await service.ask(readListStatus, { trialId: 'THREE' }, statistician('THREE'));
    expect(strata.filter(({ used }) => used > 0)).toHaveLength(3);
    expect(await verification('THREE')).toMatchObject({ allocations: 4, reproduced: true });
  });

  describe('simple', () => {
    const specification: Simple = { method: 'simple', arms: ARMS, strata: ['all'], length: 8 };

    it('makes a list of rows drawn one by one, without blocks', async () => {
      const list = await sealed('SIMPLE', 8);
      expect(list).toMatchObject({ positions: 8, summaries: [{ stratum: 'all', rows: 8, blocks: 0 }] });
    });

    it('gives them in their order, and verification makes them again', async () => {
      const site = new Enrolling(service, 'SIMPLE');
      const shown: string[] = [];
      for (let taken = 0; taken < 6; taken++) shown.push(await armOf('SIMPLE', await site.randomised(), 'UMCU'));
      expect(shown).toEqual(
        generateList(specification, SEED)
          .slice(0, 6)
          .map(({ arm }) => arm),
      );
      expect(await verification('SIMPLE')).toMatchObject({ allocations: 6, reproduced: true, findings: [] });
    });
  });

  describe('minimisation', () => {
    const specification: Minimisation = {
      method: 'minimisation',
      arms: ARMS,
      factors: [
        { code: 'site', levels: SITES, weight: 2 },
        { code: 'ulcers', levels: ['one', 'more'], weight: 1 },
      ],
      imbalance: 'range',
      preferencePerThousand: 800,
      length: 36,
    };
    const dice = generateList(specification, SEED).map(({ arm }) => Number(arm));
    const people: { participantId: string; levels: Record<string, string> }[] = [];

    it('is refused block sizes and strata, which it does not have', async () => {
      for (const more of [{ blockSizes: [{ size: 4 }] }, { strata: ['one'] }])
        expect(
          await service.send(generateRandomisationList, aRequest('MINIMISED', 36, more), statistician('MINIMISED')),
        ).toMatchObject({ rejection: { code: 'specification-not-usable', field: Object.keys(more)[0] } });
    });

    it('takes a list of dice from a file, and one of arms it does not', async () => {
      const file = (of: Minimisation | Simple) =>
        writeListFile({ environment: 'test', trial: 'MINIMISED', salt: 'c4'.repeat(32), rows: generateList(of, SEED) });
      const upload = (text: string) =>
        service.send(uploadRandomisationList, { trialId: 'MINIMISED', text }, statistician('MINIMISED'));
      expect(await upload(file(specification))).toMatchObject({ ok: { positions: 36 } });
      const ofArms: Simple = { method: 'simple', arms: ARMS, strata: ['all'], length: 36 };
      expect(await upload(file(ofArms))).toMatchObject({ rejection: { code: 'list-refused' } });
    });

    it('randomises 30 participants of two sites whose arms follow from dice and levels, as somebody else computes them', async () => {
      await sealed('MINIMISED', 36);
      for (let i = 0; i < 30; i++) {
        const site = i % 3 === 0 ? 'UMCN' : 'UMCU';
        const ulcers = i % 4 < 2 ? 'one' : 'more';
        const signed = [{ factor: 'ulcers', level: ulcers }];
        const participantId = await new Enrolling(service, 'MINIMISED', site).randomised(signed);
        people.push({ participantId, levels: { site, ulcers } });
      }
      const shown: string[] = [];
      for (const { participantId, levels } of people)
        shown.push(await armOf('MINIMISED', participantId, levels['site'] ?? ''));
      expect(shown).toEqual(
        pocockAndSimon(
          people.map(({ levels }) => levels),
          dice,
        ),
      );
      expect(new Set(shown)).toEqual(new Set(['msc', 'placebo']));
    });

    it('shows the arm, and not the throw, to whoever breaks the code; the certificate opens the throw', async () => {
      const { participantId = '', levels } = people[7] ?? {};
      const site = levels?.['site'] ?? '';
      const broken = await service.ask(
        breakCode,
        { trialId: 'MINIMISED', participantId, cause: 'medical-emergency', reason: 'unconscious at home' },
        { trialId: 'MINIMISED', sites: [site], signedInSecondsAgo: 5 },
      );
      expect(broken.arm).toBe(await armOf('MINIMISED', participantId, site));
      expect(broken.certificate?.opening.row).toMatchObject({ position: 8, arm: String(dice[7]) });
    });

    it('is verified from specification, seed and the levels that were frozen', async () => {
      expect(await verification('MINIMISED')).toMatchObject({ allocations: 30, reproduced: true, findings: [] });
    });

    it('opens nobody behind a level that nobody knows, and says where it is', async () => {
      const [, second, third] = people;
      const change = (level: string) =>
        service.rows(`set session_replication_role = replica;
          update vault.allocation set levels = levels || '{"ulcers": "${level}"}' where participant_id = '${second?.participantId}'`);
      await change('none');
      const request = { trialId: 'MINIMISED', participantId: third?.participantId ?? '', reason: 'preparation' };
      const pharmacist = { ...PHARMACIST, trialId: 'MINIMISED', sites: SITES };
      await expect(service.ask(discloseAllocation, request, pharmacist)).rejects.toThrow();
      const { reproduced, findings } = await verification('MINIMISED');
      expect(reproduced).toBe(false);
      expect(findings).toContain('levels-unknown/all/2');
      await change(people[1]?.levels['ulcers'] ?? '');
      expect(await verification('MINIMISED')).toMatchObject({ reproduced: true });
    });

    it('has one stratum that can run low, and goes on with the same arms when it is topped up', async () => {
      const { strata } = await service.ask(readListStatus, { trialId: 'MINIMISED' }, statistician('MINIMISED'));
      expect(strata).toEqual([{ stratum: 'all', rows: 36, used: 30, left: 6, low: true }]);

      const [{ listId } = { listId: '' }] = await service.rows<{ listId: string }>(
        `select id as "listId" from vault.randomisation_list where trial_id = 'MINIMISED' and status = 'sealed'`,
      );
      const longer = await service.ask(
        extendRandomisationList,
        { trialId: 'MINIMISED', listId, length: 48 },
        statistician('MINIMISED'),
      );
      await release('MINIMISED', longer);
      const last = people.at(-1);
      const more = [...people.map(({ levels }) => levels), { site: 'LUMC', ulcers: 'one' }];
      const participantId = await new Enrolling(service, 'MINIMISED', 'LUMC').randomised([
        { factor: 'ulcers', level: 'one' },
      ]);
      expect([
        await armOf('MINIMISED', last?.participantId ?? '', last?.levels['site'] ?? ''),
        await armOf('MINIMISED', participantId, 'LUMC'),
      ]).toEqual(pocockAndSimon(more, dice).slice(-2));
      expect(await verification('MINIMISED')).toMatchObject({ allocations: 31, reproduced: true });
    });
  });
});

/** For two arms in equal ratio with a preference of 800, weights 2 for the site and 1 for ulcers, by the range. */
function pocockAndSimon(people: readonly Readonly<Record<string, string>>[], dice: readonly number[]): string[] {
  const weights = { site: 2, ulcers: 1 };
  const arms: string[] = [];
  people.forEach((levels, i) => {
    // How far the first arm is ahead among those who share a level, weighed.
    const imbalanceWith = (added: 1 | -1) =>
      Object.entries(weights).reduce((sum, [factor, weight]) => {
        const alike = arms.filter((_, j) => people[j]?.[factor] === levels[factor]);
        const ahead = alike.reduce((lead, arm) => lead + (arm === 'msc' ? 1 : -1), 0);
        return sum + weight * Math.abs(ahead + added);
      }, 0);
    const difference = imbalanceWith(1) - imbalanceWith(-1);
    const sidesOfFirst = difference === 0 ? 1_000 : difference < 0 ? 1_600 : 400;
    arms.push((dice[i] ?? 0) < sidesOfFirst ? 'msc' : 'placebo');
  });
  return arms;
}
