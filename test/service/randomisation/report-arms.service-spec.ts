import { randomUUID } from 'node:crypto';
import { databaseLocked, discloseAllocation } from '@trial/contracts';
import { readArmsForReport } from '@trial/contracts/restricted';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { BEGINNING, bootService, type BootedService } from '../../support/service.js';
import { Enrolling, PHARMACIST } from './enrol.js';
import { ANY_ARM, whereStands } from './where-stands.js';

const SITES = ['UMCU', 'UMCN'];
const a = (role: string, sites = SITES): Partial<Context> => ({ actor: role, role, organisation: 'board', sites });
const DSMB = a('dsmb-statistician');
const OTHERS = ['list-statistician', 'pharmacovigilance-officer'];

describe('the arms for a report', () => {
  let service: BootedService;
  const dataCutId = randomUUID();
  const request = { trialId: 'MANUS', dataCutId, report: 'closed-report' } as const;
  const people: { readonly siteId: string; readonly participantId: string }[] = [];
  /** What each holds, as the pharmacist is shown it. */
  const held = new Map<string, string>();

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, { schema: 'enrolment' });
    await new Enrolling(service).sealedList();
    for (const siteId of [...SITES, ...SITES, ...SITES, ...SITES]) {
      const participantId = await new Enrolling(service, 'MANUS', siteId).randomised();
      people.push({ siteId, participantId });
      const { arm } = await service.ask(
        discloseAllocation,
        { trialId: 'MANUS', participantId, reason: 'preparation' },
        { ...PHARMACIST, sites: [siteId] },
      );
      held.set(participantId, arm);
    }
  });
  afterAll(() => service.stop());

  const asked = (who = DSMB) => service.ask(readArmsForReport, request, who);
  const readings = () =>
    service.rows<{ reason: string }>(
      'select report, data_cut_id, sites, coded, read_by, role, organisation, reason, read_at from vault.report_reading order by id',
    );

  it('are letters for the statistician of the board: one for each arm, the same each time, and no name of an arm', async () => {
    const { items, coded, arms } = await asked();
    expect([coded, arms, new Set(items.map(({ participantId }) => participantId))]).toEqual([
      true,
      2,
      new Set(people.map(({ participantId }) => participantId)),
    ]);
    const pairs = new Set(items.map(({ participantId, arm }) => `${held.get(participantId)} ${arm}`));
    expect(pairs.size).toBe(2);
    expect(new Set(items.map(({ arm }) => arm))).toEqual(new Set(['A', 'B']));
    expect((await asked()).items).toEqual(items);
  });

  it('are of the sites of the caller alone', async () => {
    const { items } = await asked(a('dsmb-statistician', ['UMCN']));
    const ofSite = people.filter(({ siteId }) => siteId === 'UMCN').map(({ participantId }) => participantId);
    expect(items.map(({ participantId }) => participantId).sort()).toEqual(ofSite.sort());
  });

  it.each(OTHERS)('are shut to the %s until the database is locked', async (role) => {
    expect(await service.send(readArmsForReport, request, a(role))).toMatchObject({
      rejection: { code: 'database-not-locked' },
    });
  });

  it.each(['investigator', 'monitor', 'safety-physician', 'administrator', 'pharmacist'])(
    'are no business of the %s',
    async (role) => {
      expect(await service.send(readArmsForReport, request, a(role))).toMatchObject({
        rejection: { code: 'role-not-allowed' },
      });
    },
  );

  it('are on record each time with who asked, before they are told, and refused requests are not', async () => {
    const before = await readings();
    expect(await service.send(readArmsForReport, request, a('list-statistician'))).toHaveProperty('rejection');
    expect(await readings()).toEqual(before);
    await asked({ ...DSMB, reason: 'query:read-closed-report' });
    const after = await readings();
    expect(after).toHaveLength(before.length + 1);
    // Ids of one moment have no order.
    expect(after.filter(({ reason }) => reason === 'query:read-closed-report')).toEqual([
      {
        ...{ report: 'closed-report', data_cut_id: dataCutId, sites: SITES, coded: true, read_by: 'dsmb-statistician' },
        ...{ role: 'dsmb-statistician', organisation: 'board', reason: 'query:read-closed-report' },
        read_at: new Date(BEGINNING),
      },
    ]);
  });

  it('are written down nowhere', async () => {
    await asked();
    expect(await whereStands(service, ANY_ARM)).toEqual([]);
  });

  it('are there of a list only', async () => {
    expect(
      await service.send(readArmsForReport, { ...request, trialId: 'TOFA-SSC' }, { ...DSMB, trialId: 'TOFA-SSC' }),
    ).toMatchObject({ rejection: { code: 'list-unknown' } });
  });

  it('are named, to every role that may ask, once the database is locked', async () => {
    await service.hear(databaseLocked, { trialId: 'MANUS', siteId: '', lockedAt: BEGINNING });
    await eventually(async () => expect(await service.rows('select 1 from vault.database_lock')).toHaveLength(1));
    for (const role of ['dsmb-statistician', ...OTHERS]) {
      const { items, coded } = await asked(a(role));
      expect(coded).toBe(false);
      expect(new Map(items.map(({ participantId, arm }) => [participantId, arm]))).toEqual(held);
    }
  });
});
