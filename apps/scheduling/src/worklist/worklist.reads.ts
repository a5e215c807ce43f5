import {
  cursorAfter,
  keyAfter,
  pageSize,
  watchers,
  type ListWorklist,
  type WorklistItem,
  type WorklistPage,
} from '@trial/contracts';
import { civilDate, instant, Rejection, type Instant, type TimeZone } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { Trials } from '@trial/trial-configuration';
import { dueBounds, workStandingOf } from '../domain/worklist/work-standing.js';
import { rulesThatStop, workRules } from './work-rules.js';

/** A thing to do as it is stored, for everybody who may see the site. */
interface Row extends Record<'id' | 'siteId' | 'rule' | 'what' | 'since' | 'dueAt', string> {
  readonly participantId: string | null;
  readonly trialVersion: number;
  readonly participantCode: string | null;
  readonly visitId: string | null;
  readonly visitCode: string | null;
  readonly adverseEventId: string | null;
  readonly clockId: string | null;
}

/**
 * One page of what is to be done, by due time: the longest overdue first. The order does not depend on the clock, so pages
 * do not shift; how a thing stands does, and is derived here (S04). `Rejection('cursor-not-readable')`.
 */
export async function worklist(tx: Transaction, trials: Trials, request: ListWorklist): Promise<WorklistPage> {
  const limit = pageSize(request);
  const zones = zonesOf(tx, trials, request);
  const rows = await toDo(tx, request, zones, limit + 1);
  const items = rows
    .slice(0, limit)
    .map((row) => itemOf(row, tx.now, zones.get(row.siteId) ?? 'UTC', request.soonDays));
  const shown = items.slice(0, fitting(items));
  const last = shown.at(-1);
  return last && shown.length < rows.length
    ? { items: shown, nextCursor: cursorAfter(`${last.dueAt} ${last.itemId}`) }
    : { items: shown };
}

/**
 * The sites that are asked for, and their zones by the newest version of the trial. What concerns the whole trial is of no site:
 * its days are those of the sponsor.
 */
function zonesOf(tx: Transaction, trials: Trials, { trialId, siteId }: ListWorklist): ReadonlyMap<string, TimeZone> {
  const trial = trials.all().find(({ id }) => id === trialId);
  const asked = tx.context.sites.filter((site) => siteId === undefined || site === siteId);
  return new Map([
    ...asked.map((site): [string, TimeZone] => [site, trial?.sites.find(({ code }) => code === site)?.zone ?? 'UTC']),
    ...(siteId === undefined && trial ? [['', trial.reporting.zone] as const] : []),
  ]);
}

async function toDo(
  tx: Transaction,
  request: ListWorklist,
  zones: ReadonlyMap<string, TimeZone>,
  limit: number,
): Promise<Row[]> {
  const { standing, soonDays, participantId } = request;
  const bounds = [...zones.values()].map((zone) =>
    standing ? dueBounds(standing, tx.now, zone, soonDays) : { from: null, before: null },
  );
  const [dueAt, id] = placeAfter(request.cursor);
  return tx.query<Row>(participantId === undefined ? OF_SITES : OF_PARTICIPANT, [
    [...zones.keys()],
    bounds.map(({ from }) => from?.toString() ?? '-infinity'),
    bounds.map(({ before }) => before?.toString() ?? 'infinity'),
    request.trialId,
    ...[dueAt, id, rulesFor(tx.context.role, request), rulesThatStop, limit],
    ...(participantId === undefined ? [] : [participantId]),
  ]);
}

/** Rules whose work is asked for. A participant is never shown what others do about them. */
function rulesFor(caller: string, { kind, role }: ListWorklist): string[] {
  const watches = watchers.some((each) => each === caller);
  const whose = caller === 'participant' ? caller : (role ?? (watches ? 'everyone' : caller));
  return workRules
    .filter((rule) => kind === undefined || rule.kind === kind)
    .filter(({ roles }) => whose === 'everyone' || roles.some((each) => each === whose))
    .filter(({ roles, ofTrial }) => !ofTrial || roles.some((each) => each === caller))
    .map(({ code }) => code);
}

/** Due time and id of the last row of the page before; what sorts before everything when there is none. */
function placeAfter(cursor: string | undefined): readonly [string, string] {
  if (cursor === undefined) return ['-infinity', '00000000-0000-0000-0000-000000000000'];
  const [, dueAt, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\da-f-]{36})$/.exec(keyAfter(cursor)) ?? [];
  if (dueAt === undefined || id === undefined || Number.isNaN(Date.parse(dueAt)) || !UUID.test(id))
    throw new Rejection('cursor-not-readable', { field: 'cursor', rule: 'use the nextCursor of the page before' });
  return [dueAt, id];
}
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

function itemOf(row: Row, now: Instant, zone: TimeZone, soonDays: number | undefined): WorklistItem {
  const rule = workRules.find(({ code }) => code === row.rule);
  if (!rule) throw new Error(`no rule ${row.rule}`);
  const dueAt = instant(row.dueAt);
  const { siteId, participantId, participantCode, visitId, visitCode, adverseEventId, clockId } = row;
  return {
    itemId: row.id,
    kind: rule.kind,
    what: row.what,
    ...(siteId === '' ? {} : { siteId }),
    ...(participantId === null ? {} : { participantId }),
    ...(participantCode === null ? {} : { participantCode }),
    ...(visitId === null ? {} : { visitId }),
    ...(visitCode === null ? {} : { visitCode }),
    ...(adverseEventId === null ? {} : { adverseEventId }),
    ...(clockId === null ? {} : { clockId }),
    since: row.since,
    dueAt: row.dueAt,
    dueOn: civilDate(dueAt, zone).toString(),
    standing: workStandingOf(dueAt, now, zone, soonDays),
    roles: [...rule.roles],
    rule: { code: rule.code, text: rule.text, source: rule.source(row), trialVersion: row.trialVersion },
  };
}

/** How many items a page holds without growing beyond 60 kB; never none. */
function fitting(items: readonly WorklistItem[]): number {
  let bytes = 200;
  const fits = items.findIndex((item) => (bytes += Buffer.byteLength(JSON.stringify(item)) + 1) > 60_000);
  return fits === -1 ? items.length : Math.max(fits, 1);
}

const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Site by site, because each has its own civil day and because an index holds the order of one site: no more rows are read
 * than a page of each site has.
 */
const select = (more = ''): string => `
  select item.id, item.site_id as "siteId", item.participant_id as "participantId", item.code as "participantCode",
         item.rule, item.what, item.trial_version as "trialVersion", item.visit_id as "visitId",
         item.visit_code as "visitCode", item.adverse_event_id as "adverseEventId", item.clock_id as "clockId",
         ${moment('item.begun_at')} as since, ${moment('item.due_at')} as "dueAt"
    from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as site (id, due_from, due_before)
   cross join lateral (
     select work_item.*, person.code
       from work_item left join work_participant person on person.id = work_item.participant_id
      where work_item.trial_id = $4 and work_item.site_id = site.id
        and work_item.begun_at is not null and work_item.ended_at is null
        and work_item.due_at >= site.due_from and work_item.due_at < site.due_before
        and (work_item.due_at, work_item.id) > ($5::timestamptz, $6::uuid)
        and work_item.rule = any($7)
        and (person.ended_at is null or work_item.rule <> all($8))
        ${more}
      order by work_item.due_at, work_item.id
      limit $9
   ) as item
   order by item.due_at, item.id
   limit $9`;
const OF_SITES = select();
const OF_PARTICIPANT = select('and work_item.participant_id = $10');
