import { createHash } from 'node:crypto';
import {
  dataCutFiles,
  judgeCausality,
  makeDataCut,
  readDataCutFile,
  reportAdverseEvent,
  reviseAdverseEvent,
  type DataCutFileRequest,
  type DataCutView,
  type FilePiece,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { fillAdverseEvents } from '../../bench/safety-ground.mjs';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';
import { SiteOfSafety } from './site-of-safety.js';

const MANAGER = { actor: 'data-manager', role: 'data-manager', organisation: 'sponsor', sites: ['UMCU'] };
const trialId = 'MANUS';
/** What somebody could write to harm whoever opens the file. */
const WORDS = '=HYPERLINK("http://x"),<script>alert(1)</script>';
const YEAR = { from: '2025-01-01', until: '2025-12-31' };

describe('a file of a data cut', () => {
  let safety: BootedService;
  let cut: DataCutView;

  const aCut = () => safety.ask(makeDataCut, { trialId, purpose: 'annual-report', reason: 'yearly' }, MANAGER);
  const piece = (request: Partial<DataCutFileRequest>, context = {}): Promise<FilePiece> =>
    safety.ask(
      readDataCutFile,
      { trialId, dataCutId: cut.dataCutId, file: 'content.json', ...request },
      { ...MANAGER, ...context },
    );
  const textOf = async (request: Partial<DataCutFileRequest>): Promise<string> => {
    const texts = [];
    for (let cursor: string | undefined; ;) {
      const { text, nextCursor } = await piece({ ...request, ...(cursor ? { cursor } : {}) });
      texts.push(text);
      if ((cursor = nextCursor) === undefined) return texts.join('');
    }
  };

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: '2025-03-03T08:00:00.000Z' });
    const participantId = await new SiteOfSafety(safety).aParticipant();
    const event = await safety.ask(reportAdverseEvent, {
      ...{ trialId, participantId, term: 'chills', grade: 1, seriousness: ['hospitalisation'], words: WORDS },
      ...{ onsetOn: '2025-02-20', awareAt: '2025-03-03T07:30:00Z' },
    });
    const at = { trialId, participantId, adverseEventId: event.adverseEventId };
    await safety.ask(judgeCausality, { ...at, opinions: [{ cause: 'procedure', related: true }], reason: 'seen' });
    await safety.ask(reviseAdverseEvent, {
      ...{ ...at, grade: 2, since: '2025-03-01', awareAt: '2025-03-03T07:45:00Z' },
      ...{ expectedVersion: event.version + 1, reason: 'worse' },
    });
    cut = await aCut();
  });
  afterAll(() => safety.stop());

  it('as its content has the hash that is on record', async () => {
    const text = await textOf({ file: 'content.json' });
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(cut.sha256);
    expect(JSON.parse(text)).toMatchObject({ trialId, format: 1, sites: ['UMCU'], events: [{ words: WORDS }] });
  });

  it('as a line listing has a line for each grade, and no cell that a spreadsheet runs', async () => {
    for (const file of ['adverse-events.csv', 'serious-adverse-events.csv'] as const) {
      const lines = (await textOf({ file })).split('\r\n');
      expect(lines).toHaveLength(4);
      expect(lines[0]).toMatch(/^adverseEventId,participantId,siteId,organClass,term,ctcaeVersion,words,/);
      expect(lines.slice(1, 3).map((line) => /reported,(\d),(\d)/.exec(line)?.slice(1))).toEqual([
        ['1', '1'],
        ['2', '2'],
      ]);
      for (const line of lines.slice(1, 3)) {
        expect(line).toContain(`"'=HYPERLINK(""http://x""),<script>alert(1)</script>"`);
        expect(line).toContain('investigator procedure reasonable investigator-umcu 2025-03-03T08:00:00.000Z');
      }
    }
  });

  it('as grades says of each class and overall who had which', async () => {
    const lines = (await textOf({ file: 'maximum-grades.csv' })).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 27 * 2);
    expect(lines.filter((line) => line.startsWith('Overall'))).toEqual([
      'Overall,all,0,0,1,0,0,0,0,1',
      'Overall,suspected,0,0,1,0,0,0,0,1',
    ]);
    expect((await textOf({ file: 'maximum-grades.csv', untilDay: 5 })).split('\r\n').at(-3)).toBe(
      'Overall,all,0,1,0,0,0,0,0,1',
    );
  });

  it('as a reconciliation names the serious event that the sponsor has not taken in', async () => {
    const lines = (await textOf({ file: 'reconciliation.csv' })).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/,chills,awaits-receipt,2025-03-03T07:30:00.000Z,\d$/);
  });

  it('as annual listings is of its interval, which has to be said', async () => {
    expect((await textOf({ file: 'annual-reactions.csv', ...YEAR })).split('\r\n')).toHaveLength(4);
    expect(await textOf({ file: 'annual-tabulation.csv', ...YEAR })).toContain('chills,1,1');
    expect(
      (await textOf({ file: 'annual-reactions.csv', from: '2025-03-04', until: '2025-12-31' })).split('\r\n'),
    ).toHaveLength(2);
    for (const wrong of [{}, { from: YEAR.from }, { from: '2025-02-01', until: '2025-01-01' }])
      expect(
        await safety.send(
          readDataCutFile,
          { trialId, dataCutId: cut.dataCutId, file: 'annual-report.html', ...wrong },
          MANAGER,
        ),
      ).toMatchObject({ rejection: { code: 'interval-missing' } });
  });

  it.each(['maximum-grades.html', 'annual-report.html'] as const)(
    'as the page %s says its cut, hash, version and reader, and runs nothing that somebody wrote',
    async (file) => {
      const page = await textOf({ file, ...YEAR });
      for (const fact of [cut.dataCutId, cut.sha256, cut.cutAt, 'MANUS, version 1', 'data-manager, for annual-report'])
        expect(page).toContain(fact);
      expect(page).toContain('<dt>Printed by</dt><dd>data-manager</dd>');
      expect(page).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import/i);
      expect(page.includes('&#60;script&#62;alert(1)')).toBe(file === 'annual-report.html');
    },
  );

  it('has a name that tells trial, day and what was asked for, and a type', async () => {
    for (const file of dataCutFiles) {
      const { fileName, mediaType } = await piece({ file, ...YEAR });
      expect(fileName).toBe(`MANUS-2025-03-03-${file}`);
      expect(mediaType).toBe(
        { csv: 'text/csv', html: 'text/html', json: 'application/json' }[file.split('.')[1] ?? ''],
      );
    }
  });

  it('is unknown to whoever may not see all sites of its cut', async () => {
    for (const file of dataCutFiles)
      expect(
        await safety.send(
          readDataCutFile,
          { trialId, dataCutId: cut.dataCutId, file, ...YEAR },
          { ...MANAGER, sites: ['LUMC'] },
        ),
      ).toMatchObject({ rejection: { code: 'data-cut-unknown' } });
  });

  it('of a large cut comes in pieces below the limit of a reply that are the same file whenever they are asked for', async () => {
    await asSuperuser(safety.database, (client) =>
      fillAdverseEvents(client, {
        events: 1_000,
        participants: 20,
        sites: ['UMCU'],
        now: Date.parse('2025-03-03T08:00:00Z'),
      }),
    );
    const before = cut;
    cut = await aCut();
    for (const file of ['content.json', 'adverse-events.csv'] as const) {
      const first = await piece({ file });
      expect(first.nextCursor).toBeDefined();
      expect(Buffer.byteLength(JSON.stringify(first))).toBeLessThan(256 * 1_024);
    }
    expect(
      createHash('sha256')
        .update(await textOf({ file: 'content.json' }), 'utf8')
        .digest('hex'),
    ).toBe(cut.sha256);
    const listing = await textOf({ file: 'adverse-events.csv' });
    const ids = listing
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.slice(0, 36));
    expect(new Set(ids).size).toBe(1_001);
    expect(await textOf({ file: 'adverse-events.csv' })).toBe(listing);
    cut = before;
    expect((await textOf({ file: 'adverse-events.csv' })).split('\r\n')).toHaveLength(4);
  });
});
