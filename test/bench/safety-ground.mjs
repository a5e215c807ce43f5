/**
 * Adverse events of a trial as years of reporting would have left them, straight into the tables of safety: confirmed, of all
 * organ classes and grades, every tenth with a second grade, two opinions on each, what the audit trail holds of them, and a
 * sponsor's receipt of every twentieth. The same for the same numbers, but for the ids.
 * @param {import('pg').Client} client a superuser of the service's database
 */
export async function fillAdverseEvents(client, { events, participants, sites, now = Date.now() }) {
  await client.query('begin');
  await client.query('set local session_replication_role = replica; set local search_path = safety');
  await client.query(PARTICIPANTS, [participants, sites, new Date(now).toISOString()]);
  await client.query(EVENTS, [events, participants]);
  for (const statement of BESIDE) await client.query(statement);
  await client.query('commit');
  await client.query('vacuum analyze');
}

const idOf = (kind, number) => `md5('${kind}' || ${number})::uuid`;

const PARTICIPANTS = `
  insert into participant (id, trial_id, site_id, trial_version, zone, treated_at)
  select ${idOf('participant', 'n')}, 'MANUS', ($2::text[])[1 + n % cardinality($2::text[])], 1, 'Europe/Amsterdam',
         $3::timestamptz - make_interval(days => 1 + n % 400)
    from generate_series(0, $1::int - 1) n`;

/** By which the events of this file are known from any others. */
const WORDS = 'as years of work left it';

/** The terms of one dictionary, a class each. */
const CLASSES = `array['Blood and lymphatic system disorders', 'Cardiac disorders', 'Gastrointestinal disorders',
  'General disorders and administration site conditions', 'Infections and infestations', 'Investigations',
  'Musculoskeletal and connective tissue disorders', 'Nervous system disorders', 'Vascular disorders']`;

const EVENTS = `
  insert into adverse_event (id, trial_id, site_id, participant_id, trial_version, ctcae_version, term, organ_class, words,
                             status, source, grade, seriousness, outcome, action_taken, digit_threatening, onset_on, aware_at,
                             recorded_at, version)
  select ${idOf('event', 'n')}, 'MANUS', who.site_id, who.id, 1, '4.03', 'fall', (${CLASSES})[1 + n % 9],
         '${WORDS}', 'confirmed', 'reported', 1 + n % 4,
         case when n % 20 = 0 then '{hospitalisation}'::text[] else '{}' end, 'recovered', 'none', false,
         (who.treated_at + make_interval(days => n % 120))::date::text, who.treated_at, who.treated_at, 1
    from generate_series(0, $1::int - 1) n
    join participant who on who.id = ${idOf('participant', 'n % $2::int')}`;

const place = 'event.id, event.trial_id, event.site_id, event.participant_id';

const FILLED = `(select * from adverse_event where words = '${WORDS}') event`;

const BESIDE = [
  `insert into grade_segment (adverse_event_id, trial_id, site_id, participant_id, ordinal, grade, started_on, ended_on, recorded_at)
   select ${place}, ordinal, greatest(1, grade - ordinal % 2), onset_on, null, recorded_at
     from ${FILLED}, generate_series(1, case when hashtext(event.id::text) % 10 = 0 then 2 else 1 end) ordinal`,
  `insert into causality_opinion (adverse_event_id, trial_id, site_id, participant_id, id, ordinal, cause, judge, possibility, given_by, given_at)
   select ${place}, gen_random_uuid(), ordinal, 'procedure', judge, case when grade > 2 then 'reasonable' else 'none' end, judge, recorded_at
     from ${FILLED}, unnest('{investigator,sponsor}'::text[]) with ordinality as each (judge, ordinal)`,
  `insert into sponsor_receipt (adverse_event_id, trial_id, site_id, participant_id, serious, received_at, expectedness, stated, received_by)
   select ${place}, true, aware_at, 'expected', 'expected', 'safety-physician' from ${FILLED} where seriousness <> '{}'`,
  `insert into audit_entry (xid, at, recorded_at, table_name, row_id, operation, actor, role, organisation, zone, reason, trace,
                            cause, trial_id, site_id, after, hash)
   select pg_current_xact_id(), recorded_at, recorded_at, 'adverse_event', id::text, 'insert', 'investigator', 'investigator',
          'site', 'UTC', 'command:test', 'test', 'test', trial_id, site_id, to_jsonb(event), sha256(''::bytea)
     from ${FILLED}`,
];
