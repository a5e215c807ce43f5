import {
  cursorAfter,
  keyAfter,
  pageSize,
  responseSubmitted,
  type CasebookPage,
  type CasebookRow,
  type ReadCasebook,
} from '@trial/contracts';
import { Rejection, type Instant } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { cellOf, type Cell } from '../domain/casebook/cell.js';
import { columnsOf } from '../domain/casebook/column.js';
import { statusOf, type WayThroughTrial } from '../domain/casebook/participant-status.js';
import { asLastPlanned } from '../domain/visit.js';
import { workRules } from '../worklist/work-rules.js';
import { basesOf, casebookSql, type KnownOfParticipant, type OpenStanding } from './casebook.sql.js';

interface Row extends WayThroughTrial, KnownOfParticipant {
  readonly id: string;
  readonly siteId: string;
  readonly code: string;
}

/**
 * One page of participants by visits, in the order of site and code. Standing, position and status are derived for each
 * answer (S04). A page ends before 60 kB. `Rejection('cursor-not-readable')`.
 */
export async function casebook(tx: Transaction, trials: Trials, request: ReadCasebook): Promise<CasebookPage> {
  const limit = pageSize(request);
  const versions = trials.everyVersion().filter(({ id }) => id === request.trialId);
  const columns = columnsOf(versions.map(({ visits }) => visits).reverse());
  const head = columns.map(({ code, name, phase }) => ({ visit: code, name, phase }));

  const rows = await participants(tx, request, limit + 1);
  const order = new Map(columns.map(({ code }, place) => [code, place]));
  const items = rows.slice(0, limit).map((row) => rowOf(row, order, tx.now));
  const shown = items.slice(0, fitting(items, Buffer.byteLength(JSON.stringify(head))));
  const last = rows[shown.length - 1];
  return last && shown.length < rows.length
    ? { columns: head, items: shown, nextCursor: cursorAfter(JSON.stringify([last.siteId, last.code, last.id])) }
    : { columns: head, items: shown };
}

function participants(tx: Transaction, request: ReadCasebook, limit: number): Promise<Row[]> {
  const { trialId, siteId, standing, codePrefix = '' } = request;
  const [afterSite, afterCode, afterId] = placeAfter(request.cursor);
  const asked = tx.context.sites.filter((site) => siteId === undefined || site === siteId);
  const sites = asked.filter((site) => site >= afterSite).sort();
  const behind = sites.map((site) => (site === afterSite ? [afterCode, afterId] : ['', BEFORE_ALL]));
  return tx.query<Row>(standing === undefined ? ALL : STANDING[standing], [
    ...[trialId, sites, behind.map(([code]) => code), behind.map(([, id]) => id)],
    ...[codePrefix, `${codePrefix}${LAST}`, limit],
    ...(standing === undefined ? [] : [tx.now.toString()]),
  ]);
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** Sorts behind every code that begins the same. */
const LAST = '\u{10ffff}';

const forms = {
  formRules: workRules.filter(({ kind }) => kind === 'questionnaire').map(({ code }) => code),
  answeredBy: responseSubmitted.type,
};
const ALL = casebookSql(undefined, forms);
const STANDING: Readonly<Record<OpenStanding, string>> = {
  upcoming: casebookSql('upcoming', forms),
  open: casebookSql('open', forms),
  due: casebookSql('due', forms),
  overdue: casebookSql('overdue', forms),
};

/** Site, code and id of the last row of the page before; what sorts before everything when there is none. */
function placeAfter(cursor: string | undefined): readonly [string, string, string] {
  if (cursor === undefined) return ['', '', BEFORE_ALL];
  const place = read(keyAfter(cursor));
  if (!Array.isArray(place) || place.length !== 3 || !place.every((part) => typeof part === 'string'))
    throw notReadable();
  const [siteId = '', code = '', id = ''] = place;
  // JSON can spell what no database can hold.
  if (!UUID.test(id) || /[\0\p{Surrogate}]/u.test(siteId + code)) throw notReadable();
  return [siteId, code, id];
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notReadable();
  }
}

const notReadable = (): Rejection =>
  new Rejection('cursor-not-readable', { field: 'cursor', rule: 'use the nextCursor of the page before' });

function rowOf(row: Row, order: ReadonlyMap<string, number>, now: Instant): CasebookRow {
  const { id, siteId, code } = row;
  const planned: Cell[] = [];
  const unscheduled: Cell[] = [];
  for (const visit of asLastPlanned(basesOf(row)))
    (visit.kind === 'scheduled' ? planned : unscheduled).push(cellOf(visit, now));
  const placeOf = ({ visit }: Cell): number => order.get(visit) ?? order.size;
  return {
    participantId: id,
    ...(code === '' ? {} : { participantCode: code }),
    siteId,
    status: statusOf(row),
    cells: planned.sort((a, b) => placeOf(a) - placeOf(b)),
    ...(unscheduled.length === 0 ? {} : { unscheduled }),
  };
}

/** How many rows a page holds without growing beyond 60 kB; never none. */
function fitting(rows: readonly CasebookRow[], head: number): number {
  // What stands around: braces, names, and a cursor of at most 400 characters.
  let bytes = head + 500;
  const fits = rows.findIndex((row) => (bytes += Buffer.byteLength(JSON.stringify(row)) + 1) > 60_000);
  return fits === -1 ? rows.length : Math.max(fits, 1);
}
