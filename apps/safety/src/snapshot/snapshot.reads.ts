import type { Transaction } from '@trial/persistence';
import type { SafetySnapshot, SnapshotEvent } from '../domain/safety-snapshot.js';

/**
 * Everything the reports of a trial need, at the sites that may be seen here. One statement, so that it is what stood at one
 * moment: a change that is committed meanwhile is in all of it or in nothing.
 */
export async function takeSnapshot(tx: Transaction, trialId: string): Promise<SafetySnapshot> {
  const [taken] = await tx.query<{ snapshot: SafetySnapshot }>(
    `select json_build_object('participants', ${listOf(PARTICIPANTS)}, 'events', ${listOf(events('true'))},
                              'forms', ${listOf(FORMS)}, 'links', ${listOf(LINKS)}) as snapshot`,
    [trialId],
  );
  if (!taken) throw new Error('a statement without a table has one row');
  return taken.snapshot;
}

/** The next events of a trial after one of them, by id, as they are now. */
export async function eventsAfter(
  tx: Transaction,
  trialId: string,
  after: string,
  many: number,
): Promise<SnapshotEvent[]> {
  const rows = await tx.query<{ fact: SnapshotEvent }>(
    `${events(`event.id::text > $2`)} order by event.id::text limit $3`,
    [trialId, after, many],
  );
  return rows.map(({ fact }) => fact);
}

const listOf = (select: string): string =>
  `(select coalesce(json_agg(fact order by key), '[]') from (${select}) as facts)`;

const moment = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PARTICIPANTS = `
  select id::text as key, json_build_object(
           'participantId', id, 'siteId', site_id, 'trialVersion', trial_version, 'zone', zone,
           'treatedAt', ${moment('treated_at')}) as fact
    from participant where trial_id = $1`;

const FORMS = `
  select distinct on (id) id::text as key, json_build_object(
           'formId', id, 'version', version, 'participantId', participant_id, 'siteId', site_id, 'visitCode', visit_code,
           'limb', limb, 'assessedAt', ${moment('assessed_at')}, 'answers', answers) as fact
    from local_toxicity_form where trial_id = $1 order by id, version desc`;

const LINKS = `
  select participant_id::text || ' ' || visit_code || ' ' || item as key, json_build_object(
           'participantId', participant_id, 'visitCode', visit_code, 'item', item, 'adverseEventId', adverse_event_id) as fact
    from local_finding_link where trial_id = $1`;

/** What has many rows of an event is gathered beside it; who recorded and changed it only the audit trail knows. */
const events = (which: string): string => `
  select event.id::text as key, json_build_object(
           'adverseEventId', event.id, 'participantId', event.participant_id, 'siteId', event.site_id,
           'trialVersion', event.trial_version, 'ctcaeVersion', ctcae_version, 'term', term, 'organClass', organ_class,
           'words', words, 'status', status, 'source', source, 'grade', event.grade, 'seriousness', seriousness,
           'outcome', outcome, 'actionTaken', action_taken, 'digitThreatening', digit_threatening,
           'onsetOn', onset_on, 'endedOn', event.ended_on, 'awareAt', ${moment('aware_at')},
           'recordedAt', ${moment('event.recorded_at')}, 'recordedBy', trail.recorded_by,
           'changedAt', ${moment('trail.changed_at')}, 'changedBy', trail.changed_by, 'version', event.version,
           'segments', (
             select coalesce(json_agg(json_build_object(
                      'ordinal', ordinal, 'grade', grade, 'startedOn', started_on, 'startedAt', ${moment('started_at')},
                      'endedOn', ended_on, 'recordedAt', ${moment('recorded_at')}) order by ordinal), '[]')
               from grade_segment where adverse_event_id = event.id),
           'opinions', (
             select coalesce(json_agg(json_build_object(
                      'cause', cause, 'judge', judge, 'possibility', possibility, 'by', given_by, 'at', ${moment('given_at')},
                      'reason', reason) order by given_at, id), '[]')
               from causality_opinion where adverse_event_id = event.id),
           'verdict', (
             select json_build_object('verdict', verdict, 'by', assessed_by, 'at', ${moment('assessed_at')}, 'reason', reason)
               from assessment where adverse_event_id = event.id),
           'receipt', (
             select json_build_object('receivedAt', ${moment('received_at')}, 'expectedness', expectedness, 'by', received_by)
               from sponsor_receipt where adverse_event_id = event.id),
           'localFindings', (
             select coalesce(json_agg(visit_code || '/' || item order by visit_code, item), '[]')
               from local_finding_link link
              where adverse_event_id = event.id
                and exists (select from local_finding finding where withdrawn_at is null
                               and (finding.participant_id, finding.visit_code, finding.item) =
                                   (link.participant_id, link.visit_code, link.item)))) as fact
    from adverse_event event
    cross join lateral (
      select (array_agg(actor order by id))[1] as recorded_by, (array_agg(actor order by id desc))[1] as changed_by,
             max(at) as changed_at
        from audit_entry where row_id = event.id::text and table_name = 'adverse_event') trail
   where event.trial_id = $1 and ${which}`;
