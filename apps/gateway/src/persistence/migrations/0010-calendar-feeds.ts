import { auditTrigger, defineMigration } from '@trial/persistence';

/**
 * Calendars that are read without signing in. Of the secret address only the SHA-256 of its token is kept; a feed works
 * as long as the grant it was made under, and a person has one of each calendar.
 */
export const CalendarFeeds0010 = defineMigration(10, 'CalendarFeeds', [
  `create table calendar_feed (
     id uuid primary key,
     trial_id text not null,
     site_id text,
     participant_id uuid,
     person_id text not null,
     grant_id uuid not null references access_grant (id),
     token_hash text not null,
     created_at timestamptz(3) not null,
     revoked_at timestamptz(3),
     constraint calendar_feed_of check (num_nulls(site_id, participant_id) = 1)
   )`,
  `create unique index calendar_feed_token on calendar_feed (token_hash)`,
  `create unique index calendar_feed_once on calendar_feed (person_id, trial_id, coalesce(site_id, participant_id::text))
     where revoked_at is null`,
  auditTrigger('calendar_feed'),
  `grant select, insert on calendar_feed to gateway`,
  `grant update (revoked_at) on calendar_feed to gateway`,
]);
