import { keyAfter, pageOf, pageSize, type CalendarFeedPage, type PageOfTrial } from '@trial/contracts';
import type { Transaction } from '@trial/persistence';
import type { DataSource } from 'typeorm';
import { inForce } from '../access-grants/access.reads.js';

/** A feed that works, with the line of the delegation log it stands on. */
export interface WorkingFeed {
  readonly trialId: string;
  /** For the calendar of a site. */
  readonly siteId: string | null;
  /** For the calendar of a participant. */
  readonly participantId: string | null;
  readonly personId: string;
  readonly role: string;
  readonly organisation: string;
  readonly zone: string;
  readonly sites: string[];
}

/** The feed behind a token; undefined when there is none, it was ended, or the access it was made under has. */
export async function workingFeed(
  dataSource: DataSource,
  tokenHash: string,
  at: string,
): Promise<WorkingFeed | undefined> {
  const [feed] = await dataSource.query<WorkingFeed[]>(
    `select feed.trial_id as "trialId", feed.site_id as "siteId", feed.participant_id as "participantId",
            feed.person_id as "personId", role, organisation, zone, sites
       from calendar_feed feed join access_grant on access_grant.id = feed.grant_id
      where feed.token_hash = $1 and feed.revoked_at is null and ${inForce('$2')}`,
    [tokenHash, at],
  );
  return feed;
}

/** The feeds of the caller that work. */
export async function calendarFeedPage(tx: Transaction, request: PageOfTrial): Promise<CalendarFeedPage> {
  const limit = pageSize(request);
  const rows = await tx.query<{ feedId: string; siteId: string | null; createdAt: string }>(
    `select feed.id as "feedId", feed.site_id as "siteId",
            to_char(feed.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
       from calendar_feed feed join access_grant on access_grant.id = feed.grant_id
      where feed.person_id = $1 and feed.trial_id = $2 and feed.revoked_at is null and ${inForce('$3')}
        and feed.id::text collate "C" > $4
      order by feed.id limit $5`,
    [tx.context.actor, request.trialId, tx.now.toString(), keyAfter(request.cursor), limit + 1],
  );
  const { items, ...rest } = pageOf(rows, limit, ({ feedId }) => feedId);
  return {
    items: items.map(({ siteId, ...feed }) =>
      siteId === null ? { ...feed, of: 'participant' } : { ...feed, of: 'site', siteId },
    ),
    ...rest,
  };
}
