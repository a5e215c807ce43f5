import { instantAt, type Instant } from '@trial/kernel';

export interface DueRow {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly dueMs: string;
  readonly trialId: string;
  readonly siteId: string;
  readonly trace: string;
}

/** What of a data source or a query runner is needed to look. */
export interface Looking {
  query<Rows = unknown>(sql: string, parameters: unknown[]): Promise<Rows>;
}

const COLUMNS = `id, name, key, (extract(epoch from due_at) * 1000)::bigint::text as "dueMs", trial_id as "trialId", site_id as "siteId", trace`;

/** An interval of due dates; nothing armed before it when `after` is left out. */
export interface Interval {
  readonly after?: Instant | undefined;
  readonly upTo: Instant;
}

/** The next armed deadlines of an interval, oldest first, that come after `last`: a page of a walk. */
export function pageOfDue(
  looking: Looking,
  { after, upTo }: Interval,
  { last, many }: { readonly last?: DueRow | undefined; readonly many: number },
): Promise<DueRow[]> {
  // The index is by due date; the id only tells apart what is due at the same moment.
  return looking.query(
    `select ${COLUMNS} from deadline
      where status = 'armed' and due_at > $1 and due_at <= $2 and ($3::timestamptz is null or (due_at, id) > ($3, $4::uuid))
      order by due_at, id limit $5`,
    [after?.toString() ?? '-infinity', upTo.toString(), last ? written(last.dueMs) : null, last?.id ?? null, many],
  );
}

/** The armed deadlines of an interval whose id ends with one of these hexadecimal digits. */
export const shareOfDue = (
  looking: Looking,
  { after, upTo }: Interval,
  share: string,
  many: number,
): Promise<DueRow[]> =>
  looking.query(
    `select ${COLUMNS} from deadline
      where status = 'armed' and due_at > $1 and due_at <= $2 and strpos($3, right(id::text, 1)) > 0 order by due_at limit $4`,
    [after?.toString() ?? '-infinity', upTo.toString(), share, many],
  );

const written = (milliseconds: string): string => instantAt(Number(milliseconds)).toString();
