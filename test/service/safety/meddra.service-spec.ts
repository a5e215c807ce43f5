import { randomUUID } from 'node:crypto';
import {
  addCaseVersion,
  codeAdverseEvent,
  listCodings,
  listMeddraChanges,
  openCase,
  readCaseVersion,
  searchMeddraTerms,
  type AdverseEventView,
  type RequestOf,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { CasesOfSafety, PHYSICIAN, stepTo, told } from './cases-of-safety.js';
import { BLUE, ECHO, fakeRelease, GREEN, HUM, nextRelease, OLD_BLUE } from '../../dictionaries/fake-meddra.js';
import { Loader } from './loader.js';

const trialId = 'MANUS';

describe('MedDRA', () => {
  let safety: BootedService;
  let cases: CasesOfSafety;
  const loader = new Loader('load-meddra');
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, {
      now: '2025-03-03T08:00:00.000Z',
      variables: (environment) => loader.into(environment),
    });
    cases = new CasesOfSafety(safety);
    await loader.build();
  });
  afterAll(() => safety.stop());

  const load = (version: string, files: Readonly<Record<string, string>>) =>
    loader.run([version, 'en', loader.folderOf(files)]);
  const anEvent = async (): Promise<AdverseEventView> => cases.aSeriousEvent(await cases.site.aParticipant());
  const at = ({ participantId, adverseEventId }: AdverseEventView) => ({ trialId, participantId, adverseEventId });
  const code = (event: AdverseEventView, meddraCode: string, more: Partial<RequestOf<typeof codeAdverseEvent>> = {}) =>
    safety.send(codeAdverseEvent, { ...at(event), meddraCode, dictionaryVersion: '0.0', ...more }, PHYSICIAN);
  const changesTo = (dictionaryVersion: string, more: Partial<RequestOf<typeof listMeddraChanges>> = {}) =>
    safety.ask(listMeddraChanges, { trialId, dictionaryVersion, ...more }, PHYSICIAN);

  it('is not there until the operator loads it', async () => {
    const event = await anEvent();
    const refused = { rejection: { code: 'meddra-not-loaded', field: 'dictionaryVersion' } };
    expect(await code(event, BLUE)).toMatchObject(refused);
    const search = { trialId, dictionaryVersion: '0.0', words: 'itch' };
    expect(await safety.send(searchMeddraTerms, search, PHYSICIAN)).toMatchObject(refused);
    expect(await safety.send(listMeddraChanges, { trialId, dictionaryVersion: '0.0' }, PHYSICIAN)).toMatchObject(
      refused,
    );
  });

  it('changes nothing while a line is wrong or a file is missing, and says which', async () => {
    const files = fakeRelease();
    const damaged = load('0.0', { ...files, 'llt.asc': files['llt.asc'].replace('99990302', '99990309') });
    expect(damaged).toMatchObject({ status: 1, answers: [{ file: 'llt.asc', line: 3, field: 'preferred' }] });
    const { 'hlt.asc': _, ...fewer } = files;
    expect(load('0.0', fewer)).toMatchObject({ status: 1, answers: [{ file: 'hlt.asc', field: '-' }] });
    for (const table of ['dictionary_release', 'meddra_lowest_term', 'meddra_preferred_term'])
      expect(await safety.rows(`select * from ${table}`)).toEqual([]);
  });

  it('is loaded whole, once, with who did it, why, and its hash', async () => {
    const first = load('0.0', fakeRelease());
    expect(first).toMatchObject({ status: 0, answers: [{ outcome: 'loaded', lowestTerms: 5, preferredTerms: 3 }] });
    expect(load('0.0', { ...fakeRelease(), 'readme.txt': 'not read' }).answers).toEqual(
      first.answers.map((answer) => ({ ...(answer as object), outcome: 'loaded-before' })),
    );
    const [release] = await safety.rows<{ sha256: string }>('select * from dictionary_release');
    expect(release).toMatchObject({ dictionary: 'meddra', version: '0.0', language: 'en', loaded_by: 'librarian' });
    expect(first.answers).toMatchObject([{ sha256: release?.sha256 }]);
    const trail = await safety.rows(`select reason from audit_entry where table_name = 'dictionary_release'`);
    expect(trail).toEqual([{ reason: 'the release of an example' }]);
  });

  it('is searched by words in either spelling, with preferred term and organ class', async () => {
    const search = async (words: string, limit?: number) =>
      (
        await safety.ask(
          searchMeddraTerms,
          { trialId, dictionaryVersion: '0.0', words, ...(limit && { limit }) },
          PHYSICIAN,
        )
      ).items;
    expect(await search('itch edematous')).toEqual([
      {
        ...{ meddraCode: BLUE, name: 'Blue oedematous itch', current: true },
        ...{ preferredCode: '99990301', preferredName: 'Blue itching' },
        ...{ organClassCode: '99990901', organClassName: 'Invented disorders' },
      },
    ]);
    expect((await search('hum')).map(({ meddraCode }) => meddraCode)).toEqual([HUM, ECHO]);
    expect((await search('itch')).map(({ name, current }) => [name, current])).toEqual([
      ['Azure itch', false],
      ['Blue oedematous itch', true],
      ['Green itch', true],
    ]);
    expect(await search('itch', 1)).toHaveLength(1);
    expect(await search('tch')).toEqual([]);
  });

  it('codes an event, keeps version and coder, and never loses an earlier coding (LIC-3)', async () => {
    const event = await anEvent();
    expect(await code(event, BLUE)).toMatchObject({ ok: { items: [{ meddraCode: BLUE, dictionaryVersion: '0.0' }] } });
    expect(await code(event, GREEN)).toMatchObject({ rejection: { code: 'reason-missing' } });
    expect(await code(event, BLUE, { reason: 'again' })).toMatchObject({
      rejection: { code: 'coding-changes-nothing' },
    });
    expect(await code(event, GREEN, { reason: 'the site says green' })).toHaveProperty('ok');
    expect((await safety.ask(listCodings, at(event), PHYSICIAN)).items).toEqual([
      expect.objectContaining({ meddraCode: BLUE, name: 'Blue oedematous itch', codedBy: 'safety-physician' }),
      expect.objectContaining({ meddraCode: GREEN, name: 'Green itch', reason: 'the site says green' }),
    ]);
    await expect(safety.rows(`set role safety; update adverse_event_coding set term = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is in the case of an event as the event is coded, not as somebody tells', async () => {
    const event = await cases.receive(await anEvent());
    await code(event, GREEN);
    const { meddraCode: _code, meddraVersion: _version, ...uncoded } = told();
    const open = (what: object) => safety.send(openCase, { ...at(event), told: { ...uncoded, ...what } }, PHYSICIAN);
    const differs = { rejection: { code: 'case-code-differs', field: 'told.meddraCode' } };
    expect(await open({ meddraCode: BLUE, meddraVersion: '0.0' })).toMatchObject(differs);
    expect(await open({ meddraCode: GREEN, meddraVersion: '0.1' })).toMatchObject(differs);
    const { caseId } = await safety.ask(openCase, { ...at(event), told: uncoded }, PHYSICIAN);
    const coded = async (number: number) =>
      (await safety.ask(readCaseVersion, { trialId, caseId, number }, PHYSICIAN)).report['reactions'];
    expect(await coded(1)).toMatchObject([{ meddra: { code: GREEN, version: '0.0' } }]);

    await code(event, BLUE, { reason: 'the letter says blue' });
    const amendment = { trialId, caseId, expectedVersion: 1, kind: 'amendment', receivedOn: '2025-03-03' } as const;
    const amend = (what: object) =>
      safety.send(addCaseVersion, { ...amendment, reason: 'coded anew', ...what }, { ...PHYSICIAN, reason: 'anew' });
    await stepTo(safety, '2025-03-03T08:00:01.000Z');
    expect(await amend({ told: told({ meddraCode: GREEN }) })).toMatchObject(differs);
    expect(await amend({})).toHaveProperty('ok');
    expect([await coded(1), await coded(2)]).toMatchObject([
      [{ meddra: { code: GREEN } }],
      [{ meddra: { code: BLUE, version: '0.0' } }],
    ]);
  });

  it.each([
    ['meddra-term-unknown', '99990009'],
    ['meddra-term-not-current', OLD_BLUE],
  ])('codes nothing with %s', async (rejection, term) => {
    expect(await code(await anEvent(), term)).toMatchObject({ rejection: { code: rejection } });
  });

  it('codes no event that is not there, or is of another site', async () => {
    const event = await anEvent();
    const unknown = { rejection: { code: 'adverse-event-unknown' } };
    expect(await code(event, BLUE, { adverseEventId: randomUUID() })).toMatchObject(unknown);
    const elsewhere = { ...PHYSICIAN, sites: ['LUMC'] };
    expect(await safety.send(listCodings, at(event), elsewhere)).toMatchObject(unknown);
    const coding = { ...at(event), meddraCode: BLUE, dictionaryVersion: '0.0' };
    expect(await safety.send(codeAdverseEvent, coding, elsewhere)).toMatchObject(unknown);
  });

  it('P15: a newer version lists what it would change, changes nothing, and a person decides', async () => {
    const coded = new Map<string, AdverseEventView>();
    for (const term of [BLUE, GREEN, HUM, ECHO]) {
      const event = await anEvent();
      coded.set(event.adverseEventId, event);
      expect(await code(event, term)).toHaveProperty('ok');
    }
    expect((await changesTo('0.0')).items).toEqual([]);
    expect(load('0.1', nextRelease()).answers).toMatchObject([{ outcome: 'loaded' }]);
    const changed = async () =>
      Object.fromEntries(
        (await changesTo('0.1', { limit: 200 })).items
          .filter(({ adverseEventId }) => coded.has(adverseEventId))
          .map(({ coding, changes }) => [coding.meddraCode, changes]),
      );
    expect(await changed()).toEqual({
      [BLUE]: ['renamed', 'other-preferred-term'],
      [GREEN]: ['not-current'],
      [HUM]: ['other-organ-class'],
      [ECHO]: ['gone'],
    });
    const [blue] = coded.values();
    if (!blue) throw new Error('nothing was coded');
    expect((await safety.ask(listCodings, at(blue), PHYSICIAN)).items).toMatchObject([{ dictionaryVersion: '0.0' }]);
    const decided = { dictionaryVersion: '0.1', reason: 'up-versioning' };
    expect(await code(blue, BLUE, decided)).toMatchObject({
      ok: { items: [{ name: 'Blue oedematous itch' }, { name: 'Blue oedematous itching', dictionaryVersion: '0.1' }] },
    });
    expect(Object.keys(await changed())).toEqual([GREEN, HUM, ECHO]);
  });

  it('lists the changes page by page, and of the own sites only', async () => {
    const whole = (await changesTo('0.1', { limit: 200 })).items.map(({ adverseEventId }) => adverseEventId);
    const paged: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await changesTo('0.1', { limit: 1, ...(cursor && { cursor }) });
      paged.push(...page.items.map(({ adverseEventId }) => adverseEventId));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(2);
    const elsewhere = await safety.ask(
      listMeddraChanges,
      { trialId, dictionaryVersion: '0.1' },
      { ...PHYSICIAN, sites: ['LUMC'] },
    );
    expect(elsewhere.items).toEqual([]);
  });
});
