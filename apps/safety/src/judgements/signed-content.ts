import { IsNull } from 'typeorm';
import { signatureSuperseded } from '@trial/contracts';
import { publish } from '@trial/messaging';
import type { Transaction } from '@trial/persistence';
import type { AdverseEvent, AdverseEventId } from '../domain/adverse-event.js';
import { contentSigned, type SignableEvent } from '../domain/signature.js';
import { contentHash } from './content-hash.js';
import { Signatures } from './signature.table.js';

/** What the site says of an event now, as it would be signed. */
export async function signableEvent(tx: Transaction, adverseEventId: AdverseEventId): Promise<SignableEvent> {
  const [row] = await tx.query<{ said: SignableEvent }>(SAID, [adverseEventId]);
  if (!row) throw new Error(`there is no adverse event ${adverseEventId}`);
  return row.said;
}

/**
 * To be called with every change of what a site says of an event, after it: a signature whose content changed is no longer
 * current, for good, and the investigator is told.
 */
export async function supersedeSignatures(tx: Transaction, { id: adverseEventId }: AdverseEvent): Promise<void> {
  const current = await tx.rows(Signatures).findBy({ adverseEventId, supersededAt: IsNull() });
  if (current.length === 0) return;
  const event = await signableEvent(tx, adverseEventId);
  for (const { id, meaning, contentHash: signed, trialId, siteId, participantId } of current) {
    if (contentHash(contentSigned(meaning, event)) === signed) continue;
    await tx.rows(Signatures).update({ id }, { supersededAt: tx.now });
    publish(tx, signatureSuperseded, { trialId, siteId, participantId, adverseEventId, signatureId: id, meaning });
  }
}

/** Read with the statement of one transaction; the last opinion of the investigator about each cause counts. */
const SAID = `
  select jsonb_build_object(
    'term', event.term, 'words', event.words, 'ctcaeVersion', event.ctcae_version, 'grade', event.grade,
    'seriousness', to_jsonb(event.seriousness), 'outcome', event.outcome, 'actionTaken', event.action_taken,
    'digitThreatening', event.digit_threatening, 'onsetOn', event.onset_on, 'endedOn', event.ended_on,
    'awareAt', extract(epoch from event.aware_at)::text,
    'grades', (select jsonb_agg(jsonb_build_object('grade', grade, 'startedOn', started_on,
                 'startedAt', extract(epoch from started_at)::text, 'endedOn', ended_on) order by ordinal)
                 from grade_segment where adverse_event_id = event.id),
    'causes', (select jsonb_object_agg(standing.cause, standing.possibility) from (
                 select distinct on (cause) cause, possibility from causality_opinion
                  where adverse_event_id = event.id and judge = 'investigator' order by cause, ordinal desc) standing)
  ) || coalesce((select jsonb_build_object('specialInterest', jsonb_agg(interest order by interest))
                   from special_interest where withdrawn_at is null and adverse_event_id = event.id and basis = 'investigator'
                 having count(*) > 0), '{}') as said
    from adverse_event event where event.id = $1`;
