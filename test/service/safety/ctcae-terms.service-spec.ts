import { createHash, randomUUID } from 'node:crypto';
import { searchCtcaeTerms, type RequestOf, type ResultOf } from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { inventedWording } from '../../dictionaries/invented-wording.js';
import { Loader } from './loader.js';
import { SiteOfSafety } from './site-of-safety.js';

const trialId = 'MANUS';

describe('the dictionary', () => {
  let safety: BootedService;
  const loader = new Loader('load-ctcae-wording');
  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, {
      now: '2025-03-03T08:00:00.000Z',
      variables: (environment) => loader.into(environment),
    });
    await loader.build();
  });
  afterAll(() => safety.stop());

  const search = (more: Partial<RequestOf<typeof searchCtcaeTerms>>) =>
    safety.send(searchCtcaeTerms, { trialId, ...more });

  it('of the version the trial is pinned to is searched by words, with the grades that exist (P02)', async () => {
    expect(await search({ words: 'haemolytic uraemic' })).toEqual({
      ok: {
        ctcaeVersion: '4.03',
        found: 1,
        items: [
          {
            term: 'hemolytic-uremic-syndrome',
            name: 'Hemolytic uremic syndrome',
            organClass: 'Blood and lymphatic system disorders',
            grades: ['1', '3', '4', '5'],
            needsWords: false,
          },
        ],
      },
    });
    const participantId = await new SiteOfSafety(safety).aParticipant();
    expect(await search({ words: 'vascular other', participantId })).toMatchObject({
      ok: { ctcaeVersion: '4.03', items: [{ name: 'Vascular disorders - Other, specify', needsWords: true }] },
    });
  });

  it('shows so many and says how many there are', async () => {
    expect(await search({ limit: 3 })).toMatchObject({ ok: { found: 790, items: [{}, {}, {}] } });
    expect(await search({ organClass: 'Vascular disorders', limit: 1 })).toMatchObject({
      ok: { items: [{ organClass: 'Vascular disorders' }] },
    });
  });

  it('is refused for what does not exist', async () => {
    expect(await search({ organClass: 'Nerves' })).toMatchObject({ rejection: { code: 'organ-class-unknown' } });
    expect(await search({ participantId: randomUUID() })).toMatchObject({ rejection: { code: 'participant-unknown' } });
    expect(await safety.send(searchCtcaeTerms, { trialId: 'NONE' }, { trialId: 'NONE' })).toMatchObject({
      rejection: { code: 'trial-unknown' },
    });
  });

  describe("with the publisher's wording", () => {
    const lines = inventedWording('4.03');
    const wordedOf = async () => {
      const reply = await search({ words: 'haemolytic uraemic' });
      if (!('ok' in reply)) throw new Error(JSON.stringify(reply));
      return reply.ok as ResultOf<typeof searchCtcaeTerms>;
    };

    it('changes nothing while a line of the file is wrong, and names the line and the field', async () => {
      const damaged = lines.map((line, index) => (index === 9 ? line.replace('invented', 'inv\ufffdnted') : line));
      const { status, answers } = loader.run(['4.03', loader.file(damaged.join('\n'))]);
      expect(status).toBe(1);
      expect(answers).toEqual([
        expect.objectContaining({ line: 10, field: 'column 4', problem: 'a damaged character' }),
      ]);
      expect((await wordedOf()).items[0]).not.toHaveProperty('wording');
      expect(await safety.rows('select * from dictionary_release')).toEqual([]);
    });

    it('changes nothing while the file is of another version, or no text', async () => {
      expect(loader.run(['5.0', loader.file(lines.join('\n'))]).status).toBe(1);
      expect(loader.run(['4.03', loader.file(Buffer.from([0x41, 0xff]))]).answers).toMatchObject([
        { line: 1, problem: 'the file is not UTF-8' },
      ]);
      expect(await safety.rows('select * from dictionary_release')).toEqual([]);
    });

    it('shows what each grade means, for the grades that exist, and which file says so', async () => {
      const text = lines
        .join('\n')
        .replace(
          '"Hemolytic uremic syndrome","invented words 1","-"',
          '"Hemolytic uremic syndrome","invented words 1","none"',
        );
      const { status, answers } = loader.run(['4.03', loader.file(text)]);
      const sha256 = createHash('sha256').update(text).digest('hex');
      expect(answers).toMatchObject([
        { term: 'hemolytic-uremic-syndrome', grade: 2, knownTo: 'wording' },
        { version: '4.03', outcome: 'loaded', terms: 790, sha256, differences: 1 },
      ]);
      expect(status).toBe(0);
      const { wordingSha256, items } = await wordedOf();
      expect(wordingSha256).toBe(sha256);
      expect(items[0]).toMatchObject({
        definition: 'An invented thing, "Hemolytic uremic syndrome"',
        wording: ['1', '3', '4', '5'].map((grade) => ({ grade, words: `invented words ${grade}` })),
      });
      const trail = await safety.rows(
        `select actor, reason, after ->> 'sha256' as sha256 from audit_entry where table_name = 'dictionary_release'`,
      );
      expect(trail).toEqual([{ actor: 'librarian', reason: 'the release of an example', sha256 }]);
    });

    it('is loaded once; another file of the version counts from then on, and the first stays', async () => {
      const again = lines.join('\n').replaceAll('invented words', 'other words');
      expect(loader.run(['4.03', loader.file(again)]).answers).toMatchObject([{ outcome: 'loaded' }]);
      expect((await wordedOf()).items[0]?.wording?.[0]).toEqual({ grade: '1', words: 'other words 1' });
      expect(loader.run(['4.03', loader.file(again)]).answers).toMatchObject([{ outcome: 'loaded-before' }]);
      expect(await safety.rows('select * from dictionary_release')).toHaveLength(2);
    });

    it.each([
      [['9.9', 'x.csv'], /no dictionary 9.9/],
      [['4.03'], /2 words/],
    ])('is loaded by nobody who calls it with %j', (words, message) => {
      expect(loader.run(words)).toMatchObject({ status: 2, errors: expect.stringMatching(message) });
    });

    it('is loaded by nobody who does not say who they are and why', () => {
      expect(loader.run(['4.03', 'x.csv'], [])).toMatchObject({ status: 2, errors: expect.stringMatching(/--by/) });
    });
  });
});
