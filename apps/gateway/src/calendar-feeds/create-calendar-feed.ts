import { Injectable } from '@nestjs/common';
import type {
  CreatedCalendarFeed,
  CreateOwnCalendarFeedCommand,
  CreateSiteCalendarFeedCommand,
} from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions, type Transaction } from '@trial/persistence';
import { inForce } from '../access-grants/access.reads.js';
import { feedPath, hashOfFeedToken, newFeedToken } from './feed-token.js';

/** Whose calendar: exactly one of the two. */
interface FeedOf {
  readonly siteId: string | null;
  readonly participantId: string | null;
}

/**
 * Makes a secret address for the calendar of a site, or of the participant who asks, and ends the one before. The
 * address is in the first answer only: it is in no table, also not among the answers kept for repeats.
 */
@Injectable()
export class CreateCalendarFeed {
  constructor(private readonly transactions: Transactions) {}

  ofSite({ siteId }: CreateSiteCalendarFeedCommand, context: Context): Promise<CreatedCalendarFeed> {
    return this.create({ siteId, participantId: null }, context, new Rejection('site-unknown', { field: 'siteId' }));
  }

  own({ participantId }: CreateOwnCalendarFeedCommand, context: Context): Promise<CreatedCalendarFeed> {
    const unknown = new Rejection('participant-unknown', { field: 'participantId' });
    return this.create({ siteId: null, participantId }, context, unknown);
  }

  private async create(of: FeedOf, context: Context, unknown: Rejection): Promise<CreatedCalendarFeed> {
    const token = newFeedToken();
    let made: string | undefined;
    const { feedId } = await this.transactions.once(context, async (tx) => {
      const grantId = await grantFor(tx, of);
      if (grantId === undefined) throw unknown;
      await endTheOneBefore(tx, of);
      made = tx.newId();
      await insert(tx, made, of, grantId, hashOfFeedToken(token));
      return { feedId: made };
    });
    // Somebody else's attempt with this key may have been first: then this token leads nowhere.
    return feedId === made ? { feedId, path: feedPath(token) } : { feedId };
  }
}

/** The line of the delegation log that lets the caller see the calendar, the longest lasting one. */
async function grantFor(tx: Transaction, { siteId, participantId }: FeedOf): Promise<string | undefined> {
  const { actor, trialId, role } = tx.context;
  const [grant] = await tx.query<{ id: string }>(
    `select id from access_grant
      where person_id = $1 and trial_id = $2 and role = $3 and ${inForce('$4')}
        and ($5::text is null or $5 = any (sites)) and ($6::uuid is null or participant_id = $6)
      order by valid_until desc nulls first, id limit 1`,
    [actor, trialId, role, tx.now.toString(), siteId, participantId],
  );
  return grant?.id;
}

/** One feed of a person and a calendar after the other. */
async function endTheOneBefore(tx: Transaction, { siteId, participantId }: FeedOf): Promise<void> {
  const { actor, trialId } = tx.context;
  const of = siteId ?? participantId;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`calendar feed ${trialId} ${actor} ${of}`]);
  await tx.query(
    `update calendar_feed set revoked_at = $4
      where person_id = $1 and trial_id = $2 and coalesce(site_id, participant_id::text) = $3 and revoked_at is null`,
    [actor, trialId, of, tx.now.toString()],
  );
}

async function insert(tx: Transaction, id: string, of: FeedOf, grantId: string, tokenHash: string): Promise<void> {
  const { actor, trialId } = tx.context;
  await tx.query(
    `insert into calendar_feed (id, trial_id, site_id, participant_id, person_id, grant_id, token_hash, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, trialId, of.siteId, of.participantId, actor, grantId, tokenHash, tx.now.toString()],
  );
}
