import {
  dataCutFiles,
  listAdverseEventLines,
  makeDataCut,
  readDataCut,
  readDataCutFile,
  readMaximumGrades,
  type DataCutFileRequest,
  type LineListingRequest,
} from '@trial/contracts';
import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { fillAdverseEvents } from '../../bench/safety-ground.mjs';
import { bootService, type BootedService } from '../../support/service.js';
import { asSuperuser } from '../../support/stack.js';

const MANAGER = { actor: 'data-manager', role: 'data-manager', organisation: 'sponsor', sites: ['UMCU'] };
const NOW = '2025-03-03T08:00:00.000Z';
const trialId = 'MANUS';
const BROKEN = { fault: true };

describe('a data cut that is not what was frozen', () => {
  let safety: BootedService;

  beforeAll(async () => {
    safety = await bootService('safety', SafetyModule, { now: NOW });
    // Of events three parts: 200, 200 and 50.
    await asSuperuser(safety.database, (client) =>
      fillAdverseEvents(client, { events: 450, participants: 20, sites: ['UMCU'], now: Date.parse(NOW) }),
    );
  });
  afterAll(() => safety.stop());

  const aCut = async (): Promise<string> =>
    (await safety.ask(makeDataCut, { trialId, purpose: 'safety-board', reason: 'a look' }, MANAGER)).dataCutId;
  const tamper = (dataCutId: string, change: string) =>
    asSuperuser(safety.database, async (client) => {
      await client.query('set search_path = safety; set session_replication_role = replica');
      const { rowCount } = await client.query(change, [dataCutId]);
      expect(rowCount).toBeGreaterThan(0);
    });
  const pieceOf = (dataCutId: string, file: DataCutFileRequest['file'], more: Partial<DataCutFileRequest> = {}) =>
    safety.send(
      readDataCutFile,
      { trialId, dataCutId, file, from: '2020-01-01', until: '2025-12-31', ...more },
      MANAGER,
    );
  const linesOf = (dataCutId: string, more: Partial<LineListingRequest> = {}) =>
    safety.send(listAdverseEventLines, { trialId, dataCutId, limit: 100, ...more }, MANAGER);
  /** All lines of a cut, page by page. */
  const everyLineOf = async (dataCutId: string): Promise<object[]> => {
    const lines: object[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const reply = await linesOf(dataCutId, { which: 'all', ...(cursor ? { cursor } : {}) });
      const page = (reply as { ok: { items: object[]; nextCursor?: string } }).ok;
      lines.push(...page.items);
      cursor = page.nextCursor;
    }
    return lines;
  };
  /** What each way of reading a cut answers first. */
  const everyWay = async (dataCutId: string) => ({
    cut: await safety.send(readDataCut, { trialId, dataCutId }, MANAGER),
    grades: await safety.send(readMaximumGrades, { trialId, dataCutId }, MANAGER),
    lines: await linesOf(dataCutId),
    ...Object.fromEntries(
      await Promise.all(dataCutFiles.map(async (file) => [file, await pieceOf(dataCutId, file)] as const)),
    ),
  });
  const refusing = (replies: object) =>
    Object.entries(replies).flatMap(([way, reply]) => ('fault' in (reply as object) ? [way] : []));

  it('is one when nobody touched it', async () => {
    expect(refusing(await everyWay(await aCut()))).toEqual([]);
  });

  const FIRST = `data_cut_id = $1 and kind = 'events' and ordinal = 1`;
  const HASHED = `encode(sha256(convert_to(content, 'UTF8')), 'hex')`;
  it.each([
    [
      'a row says something else',
      `update data_cut_part set content = replace(content, '"recovered"', '"fatal"') where ${FIRST}`,
    ],
    ['rows are gone', `update data_cut_part set content = regexp_replace(content, ',.*', '') where ${FIRST}`],
    ['a part ends somewhere else, so that a page skips it', `update data_cut_part set last_key = '0' where ${FIRST}`],
    ['a part is gone', `delete from data_cut_part where data_cut_id = $1 and kind = 'events' and ordinal = 3`],
    ['it is of another moment', `update data_cut set cut_at = cut_at - interval '1 day' where id = $1`],
    ['it is of other sites', `update data_cut set sites = '{}' where id = $1`],
    ['its own hash is another', `update data_cut set sha256 = repeat('0', 64) where id = $1`],
    [
      'a part has the hash of what it says now',
      `with changed as (select ordinal, replace(content, '"recovered"', '"fatal"') as content from data_cut_part where ${FIRST})
       update data_cut_part part set content = changed.content, sha256 = ${HASHED.replace('content', 'changed.content')}
         from changed where ${FIRST.replaceAll(/data_cut_id|kind|ordinal/g, 'part.$&')}`,
    ],
  ])('is read in no way when %s', async (_, change) => {
    const dataCutId = await aCut();
    await tamper(dataCutId, change);
    const replies = await everyWay(dataCutId);
    expect(refusing(replies)).toEqual(Object.keys(replies));
    expect(Object.values(replies)).toEqual(Object.keys(replies).map(() => BROKEN));
  });

  it('gives the pages before what was changed, not the one that would show it, and of a file nothing', async () => {
    const dataCutId = await aCut();
    await tamper(
      dataCutId,
      `update data_cut_part set content = replace(content, '"recovered"', '"fatal"')
        where data_cut_id = $1 and kind = 'events' and ordinal = 2`,
    );
    const pages: number[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const reply = await linesOf(dataCutId, { which: 'all', limit: 90, ...(cursor ? { cursor } : {}) });
      if (!('ok' in reply)) {
        expect(reply).toEqual(BROKEN);
        break;
      }
      const { items, nextCursor } = reply.ok as { items: object[]; nextCursor?: string };
      pages.push(items.length);
      cursor = nextCursor;
    }
    expect(pages).toEqual([90, 90]);
    for (const file of dataCutFiles) expect([file, await pieceOf(dataCutId, file)]).toEqual([file, BROKEN]);
  });

  it.each(['content.json', 'adverse-events.csv'] as const)('breaks off a file %s that is on its way', async (file) => {
    const dataCutId = await aCut();
    const first = (await pieceOf(dataCutId, file)) as { ok: { nextCursor: string } };
    await tamper(
      dataCutId,
      `update data_cut_part set content = replace(content, '"recovered"', '"fatal"') where data_cut_id = $1 and kind = 'events'`,
    );
    const { nextCursor: cursor } = first.ok;
    let reply = await pieceOf(dataCutId, file, { cursor });
    for (let pieces = 0; 'ok' in reply && pieces < 3; pieces += 1) {
      const { nextCursor } = reply.ok as { nextCursor: string };
      reply = await pieceOf(dataCutId, file, { cursor: nextCursor });
    }
    expect(reply).toEqual(BROKEN);
  });

  it('and was made before parts had hashes is read as ever, and found out likewise', async () => {
    const [dataCutId, again] = [await aCut(), await aCut()];
    for (const id of [dataCutId, again]) {
      await tamper(id, 'update data_cut set parts_sha256 = null where id = $1');
      await tamper(id, 'update data_cut_part set sha256 = null where data_cut_id = $1');
    }
    expect(refusing(await everyWay(again))).toEqual([]);
    const whole = await everyLineOf(again);
    await tamper(again, `update data_cut_part set last_key = '0' where ${FIRST}`);
    expect(await everyLineOf(again)).toEqual(whole);
    await tamper(
      dataCutId,
      `update data_cut_part set content = replace(content, '"recovered"', '"fatal"') where data_cut_id = $1 and kind = 'events' and ordinal = 3`,
    );
    const replies = await everyWay(dataCutId);
    expect(refusing(replies)).toEqual(Object.keys(replies));
  });
});
