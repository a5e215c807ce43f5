import type { Transaction } from '@trial/persistence';
import type { GradedFacts, SafetySnapshot, SnapshotEvent, SnapshotParticipant } from '../domain/safety-snapshot.js';
import type { Participant } from '../participants/participant.table.js';

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
  // The page is chosen first: what lies beside an event is gathered for the events of the page alone.
  const page = `event.id in (select id from adverse_event where trial_id = $1 and id::text > $2 order by id::text limit $3)`;
  const rows = await tx.query<{ fact: SnapshotEvent }>(`${events(page)} order by key`, [trialId, after, many]);
  return rows.map(({ fact }) => fact);
}

/** Everything known of one participant, as it is now. */
export async function eventsOfParticipant(
  tx: Transaction,
  { id, trialId }: Pick<Participant, 'id' | 'trialId'>,
): Promise<SnapshotEvent[]> {
  const rows = await tx.query<{ fact: SnapshotEvent }>(`${events('event.participant_id = $2')} order by key`, [
    trialId,
    id,
  ]);
  return rows.map(({ fact }) => fact);
}

/** What the table of grades needs of everybody and everything confirmed; in one statement as well. */
export async function takeGrades(
  tx: Transaction,
  trialId: string,
): Promise<Pick<SafetySnapshot, 'participants'> & { readonly events: readonly GradedFacts[] }> {
  const [taken] = await tx.query<{ grades: { participants: SnapshotParticipant[]; events: GradedFacts[] } }>(
    `select json_build_object('participants', ${listOf(PARTICIPANTS)}, 'events', ${listOf(GRADED)}) as grades`,
    [trialId],
  );
  if (!taken) throw new Error('a statement without a table has one row');
  return taken.grades;
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

/** Whether what is linked is still found. */
const STANDS = `exists (
  select from local_finding finding
   where withdrawn_at is null and finding.trial_id = link.trial_id
     and (finding.participant_id, finding.visit_code, finding.item) = (link.participant_id, link.visit_code, link.item))`;

/** Of all events at once: each table beside them is read through and gathered, which is cheaper than once for every event. */
const GRADED = `
  select event.id::text as key, json_build_object(
           'adverseEventId', event.id, 'participantId', event.participant_id, 'organClass', organ_class,
           'ctcaeVersion', ctcae_version, 'status', status, 'endedOn', event.ended_on,
           'segments', coalesce(segment.facts, '[]'), 'opinions', coalesce(opinion.facts, '[]'),
           'localFindings', coalesce(finding.facts, '[]')) as fact
    from adverse_event event
    left join (
      select adverse_event_id, json_agg(json_build_object(
               'ordinal', ordinal, 'grade', grade, 'startedOn', started_on, 'startedAt', ${moment('started_at')}) order by ordinal) as facts
        from grade_segment where trial_id = $1 group by adverse_event_id) segment on segment.adverse_event_id = event.id
    left join (
      select adverse_event_id, json_agg(json_build_object(
               'cause', cause, 'judge', judge, 'possibility', possibility) order by ordinal) as facts
        from causality_opinion where trial_id = $1 group by adverse_event_id) opinion on opinion.adverse_event_id = event.id
    left join (
      select adverse_event_id, json_agg(visit_code || '/' || item) as facts
        from local_finding_link link where trial_id = $1 and ${STANDS} group by adverse_event_id) finding on finding.adverse_event_id = event.id
   where event.trial_id = $1 and status = 'confirmed'`;

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
                      'reason', reason) order by ordinal), '[]')
               from causality_opinion where adverse_event_id = event.id),
           'verdict', (
             select json_build_object('verdict', verdict, 'by', assessed_by, 'at', ${moment('assessed_at')}, 'reason', reason)
               from assessment where adverse_event_id = event.id),
           'receipt', (
             select json_build_object('receivedAt', ${moment('received_at')}, 'serious', serious, 'expectedness', expectedness,
                      'by', received_by)
               from sponsor_receipt where adverse_event_id = event.id order by serious desc limit 1),
           'localFindings', (
             select coalesce(json_agg(visit_code || '/' || item order by visit_code, item), '[]')
               from local_finding_link link where adverse_event_id = event.id and ${STANDS}),
           'specialInterest', (
             select coalesce(json_agg(interest order by interest), '[]')
               from special_interest where withdrawn_at is null and adverse_event_id = event.id),
           'goesToSponsor', exists (
             select from special_interest where withdrawn_at is null and adverse_event_id = event.id and to_sponsor = 'always')) as fact
    from adverse_event event
    cross join lateral (
      select (array_agg(actor order by id))[1] as recorded_by, (array_agg(actor order by id desc))[1] as changed_by,
             max(at) as changed_at
        from audit_entry where row_id = event.id::text and table_name = 'adverse_event') trail
   where event.trial_id = $1 and ${which}`;
