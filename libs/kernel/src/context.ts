import type { SiteId, TrialId, ParticipantId } from './ids.js';
import type { TimeZone } from './time.js';

/**
 * Who acts, where, why and because of what. It travels with every command, is set locally in every transaction
 * (row-level security and the audit trail read it there) and is never taken from a request body.
 */
export interface Context {
  /** The person's stable identifier, or `service:<name>` for events and deadlines. */
  readonly actor: string;
  readonly role: string;
  readonly organisation: string;
  readonly trialId: TrialId;
  /** Every site the caller may see; nothing outside is visible, not even as "forbidden". */
  readonly sites: readonly SiteId[];
  /** The zone the actor works in; instants are stored in UTC beside it. */
  readonly zone: TimeZone;
  /** Reason for change, given by a person, or the command, event or deadline that caused the write. */
  readonly reason: string;
  /** W3C `traceparent` of the request that began it all. */
  readonly trace: string;
  /** The idempotency key, event id or bell this work answers to. */
  readonly cause: string;
  /**
   * Whole seconds of wall time since the person last gave proof of who they are. Absent for services' own work, and when the
   * issuer does not say.
   */
  readonly signedInSecondsAgo?: number;
  /** Present when the actor is the participant. */
  readonly participantId?: ParticipantId;
  /** Present on a write that came through the gateway: repeats are recognised by it. */
  readonly idempotency?: Idempotency;
}

export interface Idempotency {
  /** Caller and route: the same key of another caller or route is another key. */
  readonly scope: string;
  readonly key: string;
  /** A hash of the request; the same key with another request is refused. */
  readonly fingerprint: string;
}
