import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { participantConsented, participationEnded, previewAmendment, type VisitImpactView } from '@trial/contracts';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { build } from '../../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../../deploy/local/checkout.mjs';
import { bootService, type BootedService } from '../../support/service.js';
import { AmendedCohort, consentOf, NOW, SITE } from './amended-cohort.js';
import { amendedTrials, type AmendedTrial } from './amended-trials.js';
import { afterwards, stateOf, withoutRung, type State } from './amendment-states.js';

const TOOL = join(checkout, 'apps/scheduling/tools/amendment-impact.mjs');
const EFFECTIVE_AT = '2025-04-01T00:00:00.000Z';

/**
 * Tests that amendments do exactly what their preview said, of so many generated ones. They are the same every time;
 * others are tried with AMENDMENTS_SEED, and more with AMENDMENTS.
 */
export const describeAmendments = (usually: number, usualSeed: number): void =>
  describe('an amendment', () => {
    const howMany = Number(process.env['AMENDMENTS'] ?? usually);
    const seed = Number(process.env['AMENDMENTS_SEED'] ?? usualSeed);
    const { folder, trials } = amendedTrials(howMany, seed, EFFECTIVE_AT);
    let service: BootedService;
    let databaseUrl = '';
    let cohort: AmendedCohort;
    beforeAll(
      async () => {
        process.stdout.write(`seed ${seed}\n`);
        service = await bootService('scheduling', SchedulingModule, {
          now: NOW,
          variables: ({ SCHEDULING_DATABASE_URL = '' }) => {
            databaseUrl = SCHEDULING_DATABASE_URL;
            return { TRIALS_FOLDER: folder };
          },
        });
        cohort = new AmendedCohort(service, trials);
        await cohort.begin();
      },
      400_000 + howMany * 5_000,
    );
    afterAll(() => service.stop());

    const toldOf = async (concerned: readonly AmendedTrial[]): Promise<VisitImpactView[]> => {
      const told: VisitImpactView[] = [];
      for (const { id, file } of concerned) told.push(...(await cohort.predicted(id, file)));
      return told;
    };
    const statesOf = async (concerned: AmendedCohort['participants']): Promise<Map<string, State>> => {
      const states = new Map<string, State>();
      for (const { participantId } of concerned) states.set(participantId, await stateOf(service, participantId));
      return states;
    };
    const expectedOf = (participantId: string, before: ReadonlyMap<string, State>, told: readonly VisitImpactView[]) =>
      afterwards(
        before.get(participantId) ?? { visits: {}, bells: {}, reminders: {} },
        told.filter((impact) => impact.participantId === participantId),
      );

    it('is told the same from the command line', async () => {
      await build({ folder: slotFolder('test') });
      const [{ id, file }] = trials as [(typeof trials)[number]];
      const items = await cohort.predicted(id, file);
      expect(items).not.toEqual([]);
      const files = [1, 2].map((version) => join(folder, `${id.toLowerCase()}.v${version}.yaml`));
      const { stdout, stderr } = spawnSync(process.execPath, [TOOL, ...files, '--now', NOW, '--json'], {
        encoding: 'utf8',
        env: { ...process.env, SCHEDULING_DATABASE_URL: databaseUrl },
      });
      expect(stderr).toBe('');
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { visitCode: string; change: string });
      expect(rows.map(({ visitCode, change }) => `${visitCode} ${change}`)).toEqual(
        items.map(({ visitCode, change }) => `${visitCode} ${change}`),
      );
    });

    it(
      `does to each participant exactly what was told before: ${howMany} generated amendments`,
      async () => {
        const before = await statesOf(cohort.participants);
        const told = await toldOf(trials);
        expect(await statesOf(cohort.participants)).toEqual(before);

        const again = cohort.participants.filter(({ reconsent }) => reconsent === 'required');
        const heard = again.map(({ trialId, participantId }) =>
          cohort.hear(participantConsented, consentOf(trialId, participantId, 2, NOW)),
        );
        await cohort.handled(await Promise.all(heard));
        // Bells that became due with the amendment ring at once; what is told is what is pending before they do.
        const outcomes = await statesOf(again);

        const changed = new Set(told.map(({ change }) => change));
        expect([...changed]).toEqual(expect.arrayContaining(['appears', 'disappears', 'moves']));
        const reminding = told.filter(
          ({ remindersBefore, remindersAfter }) => JSON.stringify(remindersBefore) !== JSON.stringify(remindersAfter),
        );
        expect(reminding.length).toBeGreaterThan(told.length / 4);
        for (const { participantId, trialId, daysAgo } of again) {
          const of = { trialId, daysAgo };
          const expected = expectedOf(participantId, before, told);
          const outcome = outcomes.get(participantId);
          expect({ ...of, visits: outcome?.visits }).toEqual({ ...of, visits: expected.visits });
          const due = (bells: Record<string, string> = {}) =>
            Object.fromEntries(Object.entries(bells).filter(([, dueAt]) => dueAt > NOW));
          expect({ ...of, due: due(outcome?.reminders) }).toEqual({ ...of, due: due(expected.reminders) });
          expect({ ...of, due: due(withoutRung(outcome?.bells, expected.bells)) }).toEqual({
            ...of,
            due: due(expected.bells),
          });
        }
      },
      400_000 + howMany * 2_000,
    );

    it(
      'that asks for no new consent takes effect by itself, for all participants of the site, when the site works by it',
      async () => {
        const silent = trials.filter(({ reconsent }) => reconsent === 'not-required');
        const version = async () =>
          service.rows<{ trialVersion: number }>(
            'select distinct trial_version as "trialVersion" from participant where trial_id = any($1)',
            [silent.map(({ id }) => id)],
          );
        expect(await version()).toEqual([{ trialVersion: 1 }]);
        const concerned = cohort.participants.filter(({ reconsent }) => reconsent === 'not-required');
        const told = await toldOf(silent);
        const before = await statesOf(concerned);

        await service.setTime('2025-03-31T23:59:59.999Z');
        await cohort.settledAt('2025-03-31T23:59:59.999Z');
        expect(await version()).toEqual([{ trialVersion: 1 }]);
        await service.setTime(EFFECTIVE_AT);
        await cohort.settledAt(EFFECTIVE_AT);
        expect(await version()).toEqual([{ trialVersion: 2 }]);
        // Consent to the version before it, heard only now.
        const late = { trialId: silent[0]?.id ?? '', participantId: randomUUID() };
        await cohort.handled([
          await cohort.hear(participantConsented, consentOf(late.trialId, late.participantId, 1, NOW)),
        ]);
        expect(
          await service.rows('select trial_version as version from participant where id = $1', [late.participantId]),
        ).toEqual([{ version: 2 }]);
        const pending = (due: Record<string, string>) =>
          Object.fromEntries(Object.entries(due).filter(([, dueAt]) => dueAt > EFFECTIVE_AT));
        for (const { participantId } of concerned) {
          const expected = expectedOf(participantId, before, told);
          const outcome = await stateOf(service, participantId);
          expect(outcome.visits).toEqual(expected.visits);
          expect(pending(outcome.reminders)).toEqual(pending(expected.reminders));
        }
      },
      400_000 + howMany * 2_000,
    );
    it('concerns nobody who has left, and nobody of a site the caller may not see', async () => {
      const [trial] = trials.filter(({ reconsent }) => reconsent === 'required');
      const { id: trialId = '', file = '' } = trial ?? {};
      const asked = { trialId, file };
      const elsewhere = await service.ask(previewAmendment, asked, { trialId, role: 'data-manager', sites: ['LUMC'] });
      expect(elsewhere).toEqual({ version: 2, reconsent: 'required', participants: 0, items: [] });

      const participantId = randomUUID();
      await cohort.handled([
        await cohort.hear(participantConsented, consentOf(trialId, participantId, 1, '2024-12-01T09:00:00.000Z')),
        await cohort.hear(participationEnded, { trialId, siteId: SITE, participantId, as: 'lost', endedAt: NOW }),
      ]);
      const { participants: concerned } = await service.ask(previewAmendment, asked, { trialId, role: 'monitor' });
      expect(concerned).toBe(0);
    });

    it('is refused when its file breaks a rule, with field and rule, or is no next version of the trial', async () => {
      const [{ id: trialId, file }] = trials as [(typeof trials)[number]];
      const send = (text: string, about = trialId) =>
        service.send(previewAmendment, { trialId: about, file: text }, { trialId: about, role: 'data-manager' });
      expect(await send(file.replace('zone: Europe/Amsterdam', 'zone: Europe/Atlantis'))).toMatchObject({
        rejection: {
          code: 'trial-file-invalid',
          details: {
            errors: [{ field: 'sites.UMCU.zone', rule: 'must be an IANA time zone such as Europe/Amsterdam' }],
          },
        },
      });
      expect(await send('visits: [')).toMatchObject({ rejection: { code: 'trial-file-invalid' } });
      expect(await send(file.replace('version: 2', 'version: 7'))).toMatchObject({
        rejection: { code: 'amendment-not-next' },
      });
      expect(await send(file, trials[1]?.id)).toMatchObject({ rejection: { code: 'amendment-not-next' } });
      expect(await send(file, 'NONE')).toMatchObject({ rejection: { code: 'trial-unknown' } });
    });
  });
