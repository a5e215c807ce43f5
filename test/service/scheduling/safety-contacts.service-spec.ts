import { randomUUID } from 'node:crypto';
import {
  correctSafetyContact,
  endFollowUp,
  listNotices,
  listSafetyContacts,
  listWorklist,
  recordSafetyContact,
  safetyContactDue,
  safetyContactSettled,
  type Operation,
  type SafetyContactView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { SchedulingModule } from '../../../apps/scheduling/src/scheduling.module.js';
import { eventually } from '../../support/eventually.js';
import { bootService, type BootedService } from '../../support/service.js';
import { Cohort } from './cohort.js';
import { plansFolder } from './trial-files.js';

const trialId = 'PLANS';
/** Nine days before, week 4 had not opened; the window of week 2 was open, and that of the call after it. */
const WITHDREW = '2025-03-20T10:00:00.000Z';
const AGREED = { safetyContact: true } as const;
const AHEAD = ['W04', 'W08', 'W12', 'W24', 'M-1', 'M-2', 'M-3', 'W52'];

describe('safety contact with whoever withdrew after treatment', () => {
  let service: BootedService;
  let cohort: Cohort;
  beforeAll(async () => {
    const variables = { TRIALS_FOLDER: plansFolder() };
    service = await bootService('scheduling', SchedulingModule, { now: '2025-03-20T12:00:00.000Z', variables });
    cohort = new Cohort(service, { trialId });
  });
  afterAll(() => service.stop());

  const somebody = (siteId = 'UMCU') => {
    const person = cohort.somebody({ siteId });
    const { of, site } = person;
    const contacts = async (): Promise<SafetyContactView[]> => (await service.ask(listSafetyContacts, of, site)).items;
    const contactAt = async (code: string): Promise<SafetyContactView> => {
      const contact = (await contacts()).find(({ visitCode }) => visitCode === code);
      if (!contact) throw new Error(`there is no contact in the place of ${code}`);
      return contact;
    };
    const tried = async (code: string, outcome: 'reached' | 'not-reached', contactedAt: string) => ({
      ...{ ...of, contactId: (await contactAt(code)).contactId, outcome, contactedAt },
    });
    return {
      ...person,
      ...{ contacts, contactAt, tried },
      /** How each stands, in words. */
      states: async () => (await contacts()).map(({ visitCode, state }) => `${visitCode} ${state}`),
      to: async (state: string) =>
        (await contacts()).filter((contact) => contact.state === state).map(({ visitCode }) => visitCode),
      record: async (...what: Parameters<typeof tried>) => service.ask(recordSafetyContact, await tried(...what), site),
      correct: async (code: string, outcome: 'reached' | 'not-reached', contactedAt: string, attempt = 1) => {
        const expectedVersion = (await contactAt(code)).version;
        const said = { ...(await tried(code, outcome, contactedAt)), attempt, expectedVersion, reason: 'misheard' };
        return service.ask(correctSafetyContact, said, site);
      },
      toDo: async (role: 'investigator' | 'study-nurse' = 'investigator') =>
        (await service.ask(listWorklist, { ...of, role }, { ...site, role })).items.filter(
          ({ rule }) => rule.code === 'safety-contact-to-make',
        ),
      due: async () => (await person.said(safetyContactDue)).map(({ visitCode, round }) => `${visitCode} ${round}`),
      settled: async () => (await person.said(safetyContactSettled)).map(({ visitCode, as }) => `${visitCode} ${as}`),
      treatedThen: async (...ends: (() => Promise<void>)[]) => {
        await person.consents();
        await person.randomised();
        await person.treated();
        for (const end of ends) await end();
      },
    };
  };
  const withdrawn = async (siteId?: string) => {
    const person = somebody(siteId);
    await person.treatedThen(() => person.ended('withdrawn', WITHDREW, AGREED));
    return person;
  };

  it('is planned once in the place of each follow-up visit whose window had not closed, and rings when one opens', async () => {
    const person = await withdrawn();
    const contacts = await person.contacts();
    expect(contacts.map(({ visitCode }) => visitCode).sort()).toEqual(['CALL', 'W02', ...AHEAD].sort());
    const { targetAt, opensAt, closesAt } = await person.at('W12');
    expect(await person.contactAt('W12')).toMatchObject({
      ...{ targetAt, opensAt, closesAt, state: 'planned', standing: 'upcoming', trialVersion: 1, attempts: [] },
    });
    for (const visit of await person.visits())
      if (visit.phase === 'follow-up' && visit.visitCode !== 'H48')
        expect([visit.visitCode, visit.state]).toEqual([visit.visitCode, 'cancelled']);

    await eventually(async () => expect((await person.due()).sort()).toEqual(['CALL 1', 'W02 1']));
    await eventually(async () => expect(await person.toDo()).toHaveLength(2));
    const [, week2] = (await person.toDo('study-nurse')).sort((a, b) => a.what.localeCompare(b.what));
    expect(week2).toMatchObject({
      ...{ kind: 'safety-report', what: 'W02', visitCode: 'W02', dueAt: '2025-03-21T22:59:59.999Z' },
      ...{ standing: 'soon', roles: ['investigator', 'study-nurse'] },
    });
    const { items } = await service.ask(listNotices, { ...person.of, limit: 200 }, person.site);
    // Nothing is sent about them: what stands is about the one visit that is held because they left.
    const standing = items.filter(({ state }) => state === 'planned' || state === 'waiting');
    expect(new Set(standing.map(({ visitCode }) => visitCode))).toEqual(new Set(['ET']));
  });

  it('is not made with whoever refused it, was never treated, or left otherwise', async () => {
    const refused = somebody();
    await refused.treatedThen(() => refused.ended('withdrawn', WITHDREW));
    const lost = somebody();
    await lost.treatedThen(() => lost.ended('lost', WITHDREW));
    const untreated = somebody();
    await untreated.consents();
    await untreated.randomised();
    // Not said of the never treated; were it said, there would be no day to count from.
    await untreated.ended('withdrawn', WITHDREW, AGREED);
    for (const person of [refused, lost, untreated]) expect(await person.contacts()).toEqual([]);
  });

  it('comes to the same in whatever order the news is heard, and heard twice', async () => {
    const story = () => {
      const person = somebody('UMCN');
      const news = {
        consents: () => person.consents(),
        randomised: () => person.randomised(),
        treated: () => person.treated(),
        corrected: () => person.corrected(1, '2025-03-05T09:30:00.000Z'),
        lost: () => person.ended('lost', '2025-03-19T10:00:00.000Z'),
        withdrew: () => person.ended('withdrawn', WITHDREW, AGREED),
        declined: () => person.answered(2, '2025-03-20T10:30:00.000Z'),
        agreed: () => person.answered(3, '2025-03-20T11:00:00.000Z', '2025-03-20T11:00:00.000Z'),
      };
      return { person, news };
    };
    const inOrder = [
      'consents',
      'randomised',
      'treated',
      'corrected',
      'lost',
      'withdrew',
      'declined',
      'agreed',
    ] as const;
    const orders = [
      inOrder,
      [...inOrder].reverse(),
      [...inOrder, ...inOrder],
      ['agreed', 'withdrew', 'consents', 'corrected', 'declined', 'treated', 'lost', 'randomised'] as const,
      ['withdrew', 'lost', 'agreed', 'treated', 'declined', 'randomised', 'corrected', 'consents'] as const,
    ];
    const ends = [];
    for (const order of orders) {
      const { person, news } = story();
      for (const each of order) await news[each]();
      // What opened keeps its window, and what opens before a correction is heard depends on when that is.
      const contacts = (await person.contacts()).filter(({ visitCode }) => AHEAD.includes(visitCode));
      expect(await person.states()).toEqual(expect.arrayContaining(['W02 planned', 'CALL planned']));
      ends.push(contacts.map(({ visitCode, state, opensAt, closesAt }) => [visitCode, state, opensAt, closesAt]));
    }
    expect(ends[0]).toHaveLength(8);
    for (const end of ends) expect(end).toEqual(ends[0]);
  });

  it('leaves the visit that is held because they left, whichever end is heard first', async () => {
    const held = [];
    for (const isInOrder of [true, false]) {
      const person = somebody('UMCN');
      const ends = [
        () => person.ended('lost', '2025-03-19T10:00:00.000Z'),
        () => person.ended('withdrawn', WITHDREW, AGREED),
      ];
      await person.treatedThen(...(isInOrder ? ends : ends.reverse()));
      const { state, targetAt } = await person.at('ET');
      held.push({ state, targetAt });
    }
    expect(held[0]).toMatchObject({ state: 'planned' });
    expect(held[1]).toEqual(held[0]);
  });

  it('ends with death, whichever is heard first', async () => {
    for (const isInOrder of [true, false]) {
      const person = somebody('UMCN');
      const ends = [
        () => person.ended('withdrawn', WITHDREW, AGREED),
        () => person.ended('died', '2025-03-20T11:00:00.000Z'),
      ];
      await person.treatedThen(...(isInOrder ? ends : ends.reverse()));
      expect(await person.to('planned')).toEqual([]);
      const planned = (await person.visits()).filter(({ state }) => state === 'planned');
      // Overdue by then: somebody owes the reason.
      expect(planned.map(({ visitCode }) => visitCode)).toEqual(['SCR', 'BL', 'H48']);
      if (!isInOrder) continue;
      expect(new Set((await person.contacts()).map(({ cause }) => cause))).toEqual(new Set(['died']));
      await eventually(async () => expect(await person.toDo()).toEqual([]));
    }
  });

  it('moves with a corrected day 0, but for what has opened', async () => {
    const person = await withdrawn('UMCN');
    await eventually(async () => expect(await person.due()).toContain('W02 1'));
    const [opened, ahead] = [await person.contactAt('W02'), await person.contactAt('W04')];
    await person.corrected(1, '2025-03-06T09:30:00.000Z');
    expect(await person.contactAt('W02')).toEqual(opened);
    expect(await person.contactAt('W04')).toMatchObject({
      ...{ contactId: ahead.contactId, opensAt: '2025-03-30T22:00:00.000Z', version: ahead.version + 1 },
    });
  });

  it('is made no longer than others are seen, once follow-up ends for everybody', async () => {
    const person = await withdrawn('LUMC');
    const end = { trialId, endsOn: '2025-10-01', reason: 'the last participant reached week 20' };
    await service.ask(endFollowUp, end, { ...person.site, role: 'data-manager' });
    await eventually(async () => expect(await person.to('cancelled')).toEqual(['M-2', 'M-3']));
    expect((await person.contactAt('M-2')).cause).toBe('no-longer-planned');
    expect(await person.to('planned')).toContain('M-1');
  });

  it('can be refused and agreed to again: what is still to come is planned, and what was open is settled', async () => {
    const person = await withdrawn();
    await eventually(async () => expect(await person.toDo()).toHaveLength(2));
    const open = await person.contactAt('W02');
    await person.record('CALL', 'reached', '2025-03-20T11:00:00.000Z');
    await person.answered(2, '2025-03-20T11:30:00.000Z');
    expect(await person.to('planned')).toEqual([]);
    expect(await person.to('reached')).toEqual(['CALL']);
    expect((await person.contactAt('W12')).cause).toBe('declined');
    // Of those whose windows had not opened nobody had heard.
    expect(await person.settled()).toEqual(['CALL reached', 'W02 cancelled']);
    expect(await person.toDo()).toEqual([]);
    const bells = `select 1 from deadline where name = 'scheduling.safety-contact-comes' and status = 'armed'
                                            and key in (select id::text from safety_contact where participant_id = $1)`;
    expect(await service.rows(bells, [person.participantId])).toEqual([]);

    await person.answered(3, '2025-03-20T11:45:00.000Z', '2025-03-20T11:45:00.000Z');
    expect((await person.to('planned')).sort()).toEqual(['W02', ...AHEAD].sort());
    expect(await person.contactAt('W02')).toMatchObject({ contactId: open.contactId, state: 'planned' });
    expect(await service.rows(bells, [person.participantId])).not.toEqual([]);
    await eventually(async () => expect((await person.toDo()).map(({ what }) => what)).toEqual(['W02']));
    expect((await person.due()).sort()).toEqual(['CALL 1', 'W02 1', 'W02 2']);
  });

  it('is planned for whoever is asked only after their withdrawal was told, from the answer on', async () => {
    const person = somebody();
    await person.treatedThen(() => person.ended('withdrawn', '2025-03-10T10:00:00.000Z'));
    await person.answered(2, '2025-03-20T11:00:00.000Z', '2025-03-20T11:00:00.000Z');
    expect((await person.to('planned')).sort()).toEqual(['CALL', 'W02', ...AHEAD].sort());
    await person.record('W02', 'reached', '2025-03-20T11:30:00.000Z');
    // The window of week 2 was open when contact was agreed; it is not before the withdrawal that counts.
    expect(await person.to('reached')).toEqual(['W02']);
  });

  describe('what was tried', () => {
    it('is kept, and settles the contact once somebody was reached', async () => {
      const person = await withdrawn();
      await eventually(async () => expect(await person.toDo()).toHaveLength(2));
      const first = await person.record('W02', 'not-reached', '2025-03-20T10:30:00.000Z');
      expect(first).toMatchObject({ state: 'planned', standing: 'due' });
      expect((await person.toDo()).map(({ what }) => what)).toContain('W02');
      const second = await person.record('W02', 'reached', '2025-03-20T11:30:00.000Z');
      expect(second).toMatchObject({
        ...{ state: 'reached', standing: 'closed', version: first.version + 1 },
        attempts: [
          { attempt: 1, outcome: 'not-reached', contactedAt: '2025-03-20T10:30:00.000Z' },
          { attempt: 2, outcome: 'reached', contactedAt: '2025-03-20T11:30:00.000Z' },
        ],
      });
      expect(await person.contactAt('W02')).toEqual(second);
      expect((await person.toDo()).map(({ what }) => what)).toEqual(['CALL']);
      // It was taken off by whoever recorded it, with what they recorded, and not by the news of it a moment later.
      const offTheList = `select actor from audit_entry where table_name = 'work_item' and after ->> 'participant_id' = $1
                                                          and before ->> 'ended_at' is null and after ->> 'ended_at' is not null
                                                          and after ->> 'rule' = 'safety-contact-to-make'`;
      expect(await service.rows(offTheList, [person.participantId])).toEqual([{ actor: 'investigator-umcu' }]);
      expect(await person.settled()).toEqual(['W02 reached']);
    });

    it('is corrected by one word more; whoever was not reached after all is to be contacted again', async () => {
      const person = await withdrawn();
      await eventually(async () => expect(await person.toDo()).toHaveLength(2));
      await person.record('W02', 'reached', '2025-03-20T10:30:00.000Z');
      const corrected = await person.correct('W02', 'not-reached', '2025-03-20T10:45:00.000Z');
      expect(corrected).toMatchObject({
        ...{ state: 'planned', standing: 'due' },
        attempts: [{ attempt: 1, outcome: 'not-reached', contactedAt: '2025-03-20T10:45:00.000Z', corrected: true }],
      });
      await eventually(async () => expect((await person.toDo()).map(({ what }) => what)).toContain('W02'));
      expect((await person.due()).filter((each) => each.startsWith('W02'))).toEqual(['W02 1', 'W02 2']);
      expect(
        await service.rows(
          `select attempt, revision, outcome, reason, recorded_by from safety_contact_attempt
            where participant_id = $1 order by attempt, revision`,
          [person.participantId],
        ),
      ).toEqual([
        { attempt: 1, revision: 1, outcome: 'reached', reason: null, recorded_by: 'investigator-umcu' },
        { attempt: 1, revision: 2, outcome: 'not-reached', reason: 'misheard', recorded_by: 'investigator-umcu' },
      ]);
      await person.correct('W02', 'reached', '2025-03-20T10:45:00.000Z');
      expect(await person.settled()).toEqual(['W02 reached', 'W02 reached']);
      expect((await person.toDo()).map(({ what }) => what)).toEqual(['CALL']);
    });

    it('that somebody was reached before they refused is taken back without contact being made again', async () => {
      const person = await withdrawn();
      await person.record('W02', 'reached', '2025-03-20T10:30:00.000Z');
      await person.answered(2, '2025-03-20T11:00:00.000Z');
      expect(await person.correct('W02', 'not-reached', '2025-03-20T10:30:00.000Z')).toMatchObject({
        ...{ state: 'cancelled', cause: 'declined' },
      });
    });

    it('before a refusal or a death is entered after it, and none after a death', async () => {
      const person = await withdrawn();
      await person.answered(2, '2025-03-20T11:00:00.000Z');
      expect(await person.record('W02', 'not-reached', '2025-03-20T10:20:00.000Z')).toMatchObject({
        ...{ state: 'cancelled', cause: 'declined', attempts: [{ outcome: 'not-reached' }] },
      });
      expect(await person.record('W02', 'reached', '2025-03-20T10:30:00.000Z')).toMatchObject({ state: 'reached' });
      await person.ended('died', '2025-03-20T11:30:00.000Z');
      const late = await person.tried('CALL', 'reached', '2025-03-20T11:30:00.001Z');
      const correction = {
        ...(await person.tried('W02', 'reached', late.contactedAt)),
        attempt: 2,
        reason: 'misheard',
      };
      const { version: expectedVersion } = await person.contactAt('W02');
      for (const [operation, request] of [
        [recordSafetyContact, late],
        [correctSafetyContact, { ...correction, expectedVersion }],
      ] as const)
        expect(await service.send(operation as Operation, request, person.site)).toMatchObject({
          rejection: { code: 'safety-contact-after-death' },
        });
      expect(await person.record('CALL', 'reached', '2025-03-20T11:30:00.000Z')).toMatchObject({ state: 'reached' });
      expect(await person.contactAt('W12')).toMatchObject({ state: 'cancelled' });
    });

    it('is recorded under the own site alone, and nobody changes or removes a word of it', async () => {
      const person = await withdrawn();
      await person.record('W02', 'not-reached', '2025-03-20T10:30:00.000Z');
      expect((await service.ask(listSafetyContacts, person.of, { trialId, sites: ['UMCN'] })).items).toEqual([]);
      const granted = await service.rows<{ privilege_type: string }>(
        `select privilege_type from information_schema.role_table_grants
          where table_name = 'safety_contact_attempt' and grantee = 'scheduling' order by 1`,
      );
      expect(granted.map((each) => each.privilege_type)).toEqual(['INSERT', 'SELECT']);
      const pages = await service.ask(listSafetyContacts, { ...person.of, limit: 3 }, person.site);
      const { nextCursor: cursor = '' } = pages;
      const rest = await service.ask(listSafetyContacts, { ...person.of, cursor }, person.site);
      expect([...pages.items, ...rest.items]).toEqual(await person.contacts());
      expect(rest.items).toHaveLength(7);
    });
  });

  describe('is refused', () => {
    let person: ReturnType<typeof somebody>;
    let ids: Record<string, string>;
    beforeAll(async () => {
      person = await withdrawn();
      await person.record('CALL', 'reached', '2025-03-20T11:00:00.000Z');
      ids = Object.fromEntries((await person.contacts()).map(({ visitCode, contactId }) => [visitCode, contactId]));
    });
    const at = (code: string) => ({ ...person.of, contactId: ids[code] ?? randomUUID() });
    const trying = (code: string, contactedAt = '2025-03-20T11:00:00Z') => ({
      ...{ ...at(code), outcome: 'reached', contactedAt },
    });
    const correcting = (code: string, more: object = {}) => ({
      ...{ ...trying(code), attempt: 1, expectedVersion: 2, reason: 'misheard', ...more },
    });
    const FUTURE = '2025-03-20T12:00:00.001Z';
    const SOONER = '2025-03-20T09:59:59.999Z';
    type Row = [code: string, operation: Operation, request: () => object, context?: Partial<Context>];
    const rows: Row[] = [
      ['safety-contact-unknown', recordSafetyContact, () => trying('nowhere')],
      ['safety-contact-unknown', recordSafetyContact, () => trying('W02'), { sites: ['UMCN'] }],
      ['safety-contact-unknown', recordSafetyContact, () => ({ ...trying('W02'), participantId: randomUUID() })],
      ['safety-contact-settled', recordSafetyContact, () => trying('CALL')],
      ['safety-contact-in-future', recordSafetyContact, () => trying('W02', FUTURE)],
      ['safety-contact-before-end', recordSafetyContact, () => trying('W02', SOONER)],
      ['safety-contact-before-window', recordSafetyContact, () => trying('W04')],
      ['safety-contact-unknown', correctSafetyContact, () => correcting('nowhere')],
      ['safety-contact-attempt-unknown', correctSafetyContact, () => correcting('CALL', { attempt: 2 })],
      ['version-conflict', correctSafetyContact, () => correcting('CALL', { expectedVersion: 1 })],
      ['safety-contact-in-future', correctSafetyContact, () => correcting('CALL', { contactedAt: FUTURE })],
      ['safety-contact-before-end', correctSafetyContact, () => correcting('CALL', { contactedAt: SOONER })],
      ['cursor-not-readable', listSafetyContacts, () => ({ ...person.of, cursor: '!' })],
    ];

    it.each(rows)('%s, and leaves no trace', async (code, operation, request, context = {}) => {
      const traces = () =>
        service.rows(
          'select (select count(*) from safety_contact_attempt) as tried, (select count(*) from command_receipt) as answered',
        );
      const before = await traces();
      const reply = await service.send(operation, request(), { ...person.site, ...context });
      expect(reply).toMatchObject({ rejection: { code } });
      expect(operation.rejections).toContain(code);
      expect(await traces()).toEqual(before);
    });

    it('for every reason its contracts promise', () => {
      const left = [recordSafetyContact, correctSafetyContact, listSafetyContacts].flatMap(({ name, rejections }) =>
        rejections
          .filter((code) => !rows.some(([refusal, operation]) => operation.name === name && refusal === code))
          .map((code) => `${name} ${code}`),
      );
      // Nothing is tried at a contact before its window opens, so that nothing can be corrected to it but below; death is above.
      expect(left).toEqual([
        'record-safety-contact safety-contact-after-death',
        ...['after-death', 'before-window'].map((when) => `correct-safety-contact safety-contact-${when}`),
      ]);
    });
  });

  describe('when time passes', () => {
    it('settles at the end of the window what was tried in vain, and leaves overdue what nobody tried', async () => {
      const person = await withdrawn();
      await eventually(async () => expect(await person.toDo()).toHaveLength(2));
      await person.record('W02', 'not-reached', '2025-03-20T10:30:00.000Z');
      await cohort.passTo('2025-03-22T08:00:00.000Z');
      expect(await person.contactAt('W02')).toMatchObject({ state: 'not-reached', standing: 'closed' });
      expect(await person.settled()).toEqual(['W02 not-reached']);
      expect(await person.contactAt('CALL')).toMatchObject({ state: 'planned', standing: 'overdue' });
      expect((await person.toDo()).map(({ what }) => what)).toEqual(['CALL']);
    });

    it('rings as windows open, waits overdue until somebody was tried after the end, and may reach them later still', async () => {
      const person = await withdrawn();
      await cohort.passTo('2025-04-10T08:00:00.000Z');
      await eventually(async () => expect(await person.due()).toContain('W04 1'));
      expect(await person.contactAt('W04')).toMatchObject({ state: 'planned', standing: 'overdue' });
      await eventually(async () =>
        expect((await person.toDo()).find(({ what }) => what === 'W04')).toMatchObject({
          ...{ standing: 'overdue', dueAt: '2025-04-04T21:59:59.999Z' },
        }),
      );
      const given = await person.record('W04', 'not-reached', '2025-04-09T08:00:00.000Z');
      expect(given).toMatchObject({ state: 'not-reached', standing: 'closed' });
      expect((await person.toDo()).map(({ what }) => what)).not.toContain('W04');
      const early = { ...(await person.tried('W04', 'reached', '2025-03-28T22:59:59.999Z')), attempt: 1 };
      expect(
        await service.send(
          correctSafetyContact,
          { ...early, expectedVersion: given.version, reason: 'misheard' },
          person.site,
        ),
      ).toMatchObject({ rejection: { code: 'safety-contact-before-window' } });

      expect(await person.record('W04', 'reached', '2025-04-10T07:00:00.000Z')).toMatchObject({ state: 'reached' });
      expect((await person.settled()).filter((each) => each.startsWith('W04'))).toEqual([
        ...['W04 not-reached', 'W04 reached'],
      ]);
      // Reached by mistake, it is not reached: its window is over, and nobody is asked to try once more.
      expect(await person.correct('W04', 'not-reached', '2025-04-10T07:00:00.000Z', 2)).toMatchObject({
        state: 'not-reached',
      });
      expect((await person.toDo()).map(({ what }) => what)).not.toContain('W04');
    });

    it('plans nothing again whose window closed before they agreed again, and settles what was overdue when they refused', async () => {
      const person = somebody('UMCN');
      await person.treatedThen(() => person.ended('withdrawn', WITHDREW, AGREED));
      await eventually(async () => expect(await person.due()).toContain('W02 1'));
      await person.answered(2, '2025-04-10T07:00:00.000Z');
      await eventually(async () => expect(await person.toDo()).toEqual([]));
      await person.answered(3, '2025-04-10T07:30:00.000Z', '2025-04-10T07:30:00.000Z');
      expect((await person.to('planned')).sort()).toEqual(AHEAD.filter((code) => code !== 'W04').sort());
      expect((await person.contactAt('W04')).cause).toBe('declined');
    });
  });
});
