import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  listVisits,
  missVisit,
  operationsOf,
  participantConsented,
  participantRandomised,
  participantTreated,
  participationEnded,
  previewAmendment,
  recordVisit,
  rescheduleVisit,
  type DataOf,
  type EventContract,
  type VisitImpactView,
} from '@trial/contracts';
import { Transactions } from '@trial/persistence';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { build } from '../../../deploy/local/build.mjs';
import { checkout, slotFolder } from '../../../deploy/local/checkout.mjs';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { amendedTrials } from './amended-trials.js';

const TOOL = join(checkout, 'apps/scheduling/tools/amendment-impact.mjs');
const operations = operationsOf('scheduling');
const administrator = { role: 'administrator', trialId: '' };
const TRIALS = Number(process.env['AMENDMENTS'] ?? 8);
const NOW = '2025-03-27T12:00:00.000Z';
const EFFECTIVE_AT = '2025-04-01T00:00:00.000Z';
const SITE = 'UMCU';
/** Participants of each trial, by how many days before now they were treated; null for those who are not yet. */
const TREATED_DAYS_AGO = [1, 14, 23, 100, null] as const;

interface State {
  readonly visits: Record<string, { targetAt: string; opensAt: string; closesAt: string; state: string }>;
  readonly bells: Record<string, string>;
  readonly reminders: Record<string, string>;
}

const windowOf = ({ targetAt, opensAt, closesAt }: NonNullable<VisitImpactView['after']>) => ({
  targetAt,
  opensAt,
  closesAt,
});

describe('an amendment', () => {
  // The same every time; others are tried with AMENDMENTS_SEED.
  const seed = Number(process.env['AMENDMENTS_SEED'] ?? 1_480_367_395);
  const { folder, trials } = amendedTrials(TRIALS, seed, EFFECTIVE_AT);
  let service: BootedService;
  let databaseUrl = '';
  const participants = trials.flatMap(({ id }) =>
    TREATED_DAYS_AGO.map((daysAgo) => ({ trialId: id, participantId: randomUUID(), daysAgo })),
  );
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
      const heard: string[] = [];
      for (const { trialId, participantId, daysAgo } of participants) {
        heard.push(await hear(participantConsented, consentOf(trialId, participantId, 1, '2024-12-01T09:00:00.000Z')));
        if (daysAgo === null) continue;
        const anchorAt = daysBefore(daysAgo);
        const place = { trialId, siteId: SITE, participantId };
        heard.push(await hear(participantRandomised, { ...place, randomisedAt: anchorAt }));
        heard.push(
          await hear(participantTreated, {
            ...place,
            participantCode: 'UMCU-001',
            administrationId: randomUUID(),
            trialVersion: 1,
            anchorAt,
            zone: 'Europe/Amsterdam',
          }),
        );
      }
      await handled(heard);
      await settled();
      await liveABit();
    },
    120_000 + TRIALS * 5_000,
  );
  afterAll(() => service.stop());

  const hear = <C extends EventContract>(contract: C, data: DataOf<C>): Promise<string> => service.hear(contract, data);
  const handled = (ids: readonly string[]): Promise<void> =>
    eventually(
      async () => {
        const rows = await service.rows('select 1 from inbox_message where event_id = any($1)', [ids]);
        expect(rows).toHaveLength(ids.length);
      },
      { within: 60_000 },
    );
  const settled = (): Promise<void> =>
    eventually(async () => expect((await service.ask(operations.status, {}, administrator)).dueDeadlines).toBe(0), {
      within: 60_000,
    });
  const daysBefore = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
  const consentOf = (trialId: string, participantId: string, trialVersion: number, consentedAt: string) => ({
    trialId,
    siteId: SITE,
    participantId,
    participantCode: 'UMCU-001',
    trialVersion,
    consentVersion: '1',
    consentedAt,
    sex: 'female' as const,
    age: 50,
  });
  /** Some visits are done, some missed, some have appointments: what is not planned any more must not change. */
  const liveABit = async (): Promise<void> => {
    for (const [index, { trialId, participantId, daysAgo }] of participants.entries()) {
      if (daysAgo === null) continue;
      const of = { trialId, participantId };
      const { items } = await service.ask(listVisits, of, { trialId });
      const open = items.filter(({ standing }) => standing !== 'upcoming' && standing !== 'closed');
      const [first] = open;
      const at = { ...of, visitId: first?.visitId ?? '' };
      if (first && index % 3 === 0) await service.ask(recordVisit, { ...at, occurredAt: NOW }, { trialId });
      if (first && index % 3 === 1) await service.ask(missVisit, { ...at, cause: 'other', reason: 'ill' }, { trialId });
      const upcoming = items.find(({ standing, phase }) => standing === 'upcoming' && phase === 'follow-up');
      if (upcoming && index % 2 === 0) {
        const appointment = { ...of, visitId: upcoming.visitId, plannedFor: upcoming.targetAt, reason: 'first slot' };
        await service.ask(rescheduleVisit, { ...appointment, expectedVersion: upcoming.version }, { trialId });
      }
    }
  };
  const stateOf = async (participantId: string): Promise<State> => {
    const visits = await service.rows<{ visitCode: string } & State['visits'][string]>(
      `select visit_code as "visitCode", state, ${['target_at', 'opens_at', 'closes_at']
        .map((column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
        .map((text, index) => `${text} as "${['targetAt', 'opensAt', 'closesAt'][index]}"`)
        .join(', ')} from visit where participant_id = $1 order by state = 'cancelled' desc, id`,
      [participantId],
    );
    const bells = await service.rows<{ bell: string; dueAt: string }>(
      `select visit_code || ' ' || split_part(name, '-', 3) as bell, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"
         from deadline join visit on visit.id::text = deadline.key where participant_id = $1 and status = 'armed' and name like 'scheduling.visit-window-%'`,
      [participantId],
    );
    const reminders = await service.rows<{ reminder: string; dueAt: string }>(
      `select visit_code || ' ' || rule || ' ' || recipient || ' ' || step as reminder, to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"
         from notice where participant_id = $1 and state = 'planned'`,
      [participantId],
    );
    return {
      reminders: Object.fromEntries(reminders.map(({ reminder, dueAt }) => [reminder, dueAt])),
      visits: Object.fromEntries(visits.map(({ visitCode, ...visit }) => [visitCode, visit])),
      bells: Object.fromEntries(bells.map(({ bell, dueAt }) => [bell, dueAt])),
    };
  };
  const predicted = async (trialId: string, file: string): Promise<VisitImpactView[]> => {
    const items: VisitImpactView[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.ask(
        previewAmendment,
        { trialId, file, limit: 2, ...(cursor === undefined ? {} : { cursor }) },
        { trialId, role: 'data-manager' },
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  };
  /** The state as the prediction says it will be. */
  const afterwards = (before: State, impacts: readonly VisitImpactView[]): State => {
    const visits = structuredClone(before.visits);
    const bells = { ...before.bells };
    const reminders = { ...before.reminders };
    // A visit whose window had closed too soon disappears, and appears anew.
    const goneFirst = [...impacts].sort(
      (a, b) => Number(b.change === 'disappears') - Number(a.change === 'disappears'),
    );
    for (const { visitCode, change, after, bellsAfter, remindersBefore, remindersAfter } of goneFirst) {
      const nameOf = ({ rule, recipient, step }: (typeof remindersAfter)[number]) =>
        `${visitCode} ${rule} ${recipient} ${step}`;
      for (const reminder of remindersBefore) Reflect.deleteProperty(reminders, nameOf(reminder));
      for (const reminder of remindersAfter) reminders[nameOf(reminder)] = reminder.dueAt;
      const visit = visits[visitCode];
      if (change === 'disappears' && visit) visit.state = 'cancelled';
      if (change === 'moves' && visit && after) visits[visitCode] = { ...visit, ...windowOf(after) };
      if (change === 'appears' && after) visits[visitCode] = { ...windowOf(after), state: 'planned' };
      for (const [bell, dueAt] of [
        [`${visitCode} opens`, bellsAfter.opens],
        [`${visitCode} closes`, bellsAfter.closes],
      ] as const) {
        if (dueAt === undefined) Reflect.deleteProperty(bells, bell);
        else bells[bell] = dueAt;
      }
    }
    return { visits, bells, reminders };
  };

  it('is told the same from the command line', async () => {
    await build({ folder: slotFolder('test') });
    const [{ id, file }] = trials as [(typeof trials)[number]];
    const items = await predicted(id, file);
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
    `does to each participant exactly what was told before: ${TRIALS} generated amendments`,
    async () => {
      const before = new Map<string, State>();
      const told: VisitImpactView[] = [];
      for (const { participantId } of participants) before.set(participantId, await stateOf(participantId));
      for (const { id, file } of trials) told.push(...(await predicted(id, file)));
      for (const { participantId } of participants)
        expect(await stateOf(participantId)).toEqual(before.get(participantId));

      const reconsenting = trials.filter(({ reconsent }) => reconsent === 'required').map(({ id }) => id);
      const again = participants.filter(({ trialId }) => reconsenting.includes(trialId));
      await handled(
        await Promise.all(
          again.map(({ trialId, participantId }) =>
            hear(participantConsented, consentOf(trialId, participantId, 2, NOW)),
          ),
        ),
      );
      // Bells that became due with the amendment ring at once; what is told is what is pending before they do.
      const outcomes = new Map<string, State>();
      for (const { participantId } of again) outcomes.set(participantId, await stateOf(participantId));

      const changed = new Set(told.map(({ change }) => change));
      expect([...changed]).toEqual(expect.arrayContaining(['appears', 'disappears', 'moves']));
      const reminding = told.filter(
        ({ remindersBefore, remindersAfter }) => JSON.stringify(remindersBefore) !== JSON.stringify(remindersAfter),
      );
      expect(reminding.length).toBeGreaterThan(told.length / 4);
      for (const { participantId } of again) {
        const impacts = told.filter((impact) => impact.participantId === participantId);
        const expected = afterwards(before.get(participantId) ?? { visits: {}, bells: {}, reminders: {} }, impacts);
        const outcome = outcomes.get(participantId);
        expect(outcome?.visits).toEqual(expected.visits);
        const due = (bells: Record<string, string> = {}) =>
          Object.fromEntries(Object.entries(bells).filter(([, dueAt]) => dueAt > NOW));
        expect(due(outcome?.reminders)).toEqual(due(expected.reminders));
        expect(due(withoutRung(outcome?.bells, expected.bells))).toEqual(due(expected.bells));
      }
    },
    120_000 + TRIALS * 2_000,
  );

  /** A bell that was due at once has rung, and its opening may have set the closing bell since. */
  const withoutRung = (
    outcome: Record<string, string> = {},
    expected: Record<string, string>,
  ): Record<string, string> =>
    Object.fromEntries(
      Object.entries(outcome).filter(([bell]) => bell in expected || !(`${bell.split(' ')[0]} opens` in expected)),
    );

  it(
    'that asks for no new consent takes effect by itself, for all participants of the site, when the site works by it',
    async () => {
      const silent = trials.filter(({ reconsent }) => reconsent === 'not-required').map(({ id }) => id);
      const version = async () =>
        service.rows<{ trialVersion: number }>(
          'select distinct trial_version as "trialVersion" from participant where trial_id = any($1)',
          [silent],
        );
      expect(await version()).toEqual([{ trialVersion: 1 }]);
      const [trial] = trials.filter(({ reconsent }) => reconsent === 'not-required');
      const told: VisitImpactView[] = [];
      const before = new Map<string, State>();
      for (const { id, file } of trials.filter((each) => silent.includes(each.id)))
        told.push(...(await predicted(id, file)));
      const concerned = participants.filter(({ trialId }) => silent.includes(trialId));
      for (const { participantId } of concerned) before.set(participantId, await stateOf(participantId));

      await service.setTime('2025-03-31T23:59:59.999Z');
      await settledAt('2025-03-31T23:59:59.999Z');
      expect(await version()).toEqual([{ trialVersion: 1 }]);
      await service.setTime(EFFECTIVE_AT);
      await settledAt(EFFECTIVE_AT);
      expect(await version()).toEqual([{ trialVersion: 2 }]);
      // Consent to the version before it, heard only now.
      const late = { trialId: trial?.id ?? '', participantId: randomUUID() };
      await handled([await hear(participantConsented, consentOf(late.trialId, late.participantId, 1, NOW))]);
      expect(
        await service.rows('select trial_version as version from participant where id = $1', [late.participantId]),
      ).toEqual([{ version: 2 }]);
      const pending = (due: Record<string, string>) =>
        Object.fromEntries(Object.entries(due).filter(([, dueAt]) => dueAt > EFFECTIVE_AT));
      for (const { participantId } of concerned) {
        const impacts = told.filter((impact) => impact.participantId === participantId);
        const expected = afterwards(before.get(participantId) ?? { visits: {}, bells: {}, reminders: {} }, impacts);
        const outcome = await stateOf(participantId);
        expect(outcome.visits).toEqual(expected.visits);
        expect(pending(outcome.reminders)).toEqual(pending(expected.reminders));
      }
    },
    60_000 + TRIALS * 2_000,
  );
  const settledAt = (now: string): Promise<void> =>
    eventually(
      async () => {
        const { clock } = service.app.get(Transactions, { strict: false });
        expect(clock.now().toString({ fractionalSecondDigits: 3 })).toBe(now);
        expect((await service.ask(operations.status, {}, administrator)).dueDeadlines).toBe(0);
      },
      { within: 30_000 },
    );

  it('concerns nobody who has left, and nobody of a site the caller may not see', async () => {
    const [trial] = trials.filter(({ reconsent }) => reconsent === 'required');
    const { id: trialId = '', file = '' } = trial ?? {};
    const asked = { trialId, file };
    const elsewhere = await service.ask(previewAmendment, asked, { trialId, role: 'data-manager', sites: ['LUMC'] });
    expect(elsewhere).toEqual({ version: 2, reconsent: 'required', participants: 0, items: [] });

    const participantId = randomUUID();
    await handled([
      await hear(participantConsented, consentOf(trialId, participantId, 1, '2024-12-01T09:00:00.000Z')),
      await hear(participationEnded, { trialId, siteId: SITE, participantId, as: 'lost', endedAt: NOW }),
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
        details: { errors: [{ field: 'sites.UMCU.zone', rule: 'must be an IANA time zone such as Europe/Amsterdam' }] },
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
