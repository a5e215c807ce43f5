import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { withClient } from './floor/ground.mjs';

const built = (path) => import(join(checkout, 'dist', path));
const { instantAt, isBefore } = await built('libs/kernel/src/index.js');
const { Trials } = await built('libs/trial-configuration/src/index.js');
const { positionOf } = await built('apps/scheduling/src/domain/visit-window.js');
export const { planOfParticipant } = await built('apps/scheduling/src/visit-plans/plan-of-participant.js');

const DAY_MS = 86_400_000;
const AT_ONCE = 500;
const ZONES = ['Europe/Amsterdam', 'Europe/Lisbon', 'America/New_York', 'Asia/Tokyo'];

export const trialOf = (id) => Trials.fromFolder(join(checkout, 'deploy', 'trials')).get(id);

/** `S001`, `S002` … */
export const siteCodes = (count) =>
  Array.from({ length: count }, (_, index) => `S${String(index + 1).padStart(3, '0')}`);

/**
 * Somebody of a long line of people: consented on one of 400 days before now, treated three weeks later, at one of four
 * zones; always the same for the same number.
 */
export function person(number, now) {
  const consentedAt = now - (1 + ((number * 37) % 400)) * DAY_MS - ((number * 7_919) % 86_400) * 1_000;
  const at = (day) => (consentedAt + day * DAY_MS < now ? instantAt(consentedAt + day * DAY_MS) : null);
  return {
    ...{ consentedAt: instantAt(consentedAt), randomisedAt: at(20), anchorAt: at(21) },
    ...{ arm: null, zone: ZONES[number % ZONES.length], endedAs: null, endedAt: null },
    ...{ treatmentRuledOutAt: null, treatmentDecision: 0 },
  };
}

/**
 * Participants of a trial in the middle of its life, straight into the tables of scheduling, with the visits the plan gives
 * them, what came of each, deviations, and forms to answer or answered: as years of work would have left them.
 */
export async function fillTrial(stack, { trial, participants, sites, from = 0 }) {
  const now = Date.now();
  await withClient(urlOfDatabase(stack.postgres, 'scheduling'), async (client) => {
    await client.query('set session_replication_role = replica; set search_path = scheduling');
    for (let first = from; first < participants; first += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, participants - first) }, (_, index) =>
        lifeOf(first + index, { trial, sites, now }),
      );
      for (const [table, columns] of Object.entries(TABLES))
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(rows.flatMap((row) => row[table]))],
        );
    }
    await client.query('vacuum analyze');
  });
}

const TABLES = {
  participant: `id, trial_id, site_id, participant_id, participant_code, trial_version, consented_at, randomised_at,
    anchor_at, anchor_correction, zone, screening_failed`,
  visit: `id, trial_id, site_id, participant_id, trial_version, anchor_at, visit_code, kind, is_primary, is_last, target_on,
    target_at, opens_at, closes_at, unit, zone, state, occurred_at, reason, version, phase, provisional, counted_from, counted_from_at`,
  deviation: `id, trial_id, site_id, participant_id, visit_id, visit_code, kind, rule, trial_version, distance, unit, drafted_at,
    state, version`,
  work_item: `id, trial_id, site_id, participant_id, rule, what, trial_version, begun_at, due_at, visit_id, visit_code, ended_at,
    ended_by`,
};

function lifeOf(number, { trial, sites, now }) {
  const who = person(number, now);
  const id = randomUUID();
  const siteId = sites[number % sites.length];
  const at = { trial_id: trial.id, site_id: siteId, participant_id: id, trial_version: 1 };
  const moments = { consented_at: who.consentedAt, randomised_at: who.randomisedAt, anchor_at: who.anchorAt };
  const code = `${siteId}-${String(Math.floor(number / sites.length) + 1).padStart(4, '0')}`;
  const named = { participant_code: code, zone: who.zone, anchor_correction: 0, screening_failed: false };
  const lived = planOfParticipant(trial, who, [], null).map((visit, place) =>
    whatCame({ number, place, visit, at, who, now }),
  );
  return {
    participant: [{ ...at, ...moments, ...named, id }],
    visit: lived.map(({ visit }) => visit),
    deviation: lived.flatMap(({ deviation }) => deviation),
    work_item: lived.flatMap(({ work }) => work),
  };
}

/** Of a hundred visits that are over 85 took place, five of them late, 5 were missed and 10 wait for somebody to say. */
function whatCame({ number, place, visit, at, who, now }) {
  const id = randomUUID();
  const isOver = positionOf(visit, instantAt(now)) === 'after-window' && !visit.provisional;
  const lot = (number * 31 + place * 17) % 100;
  const state = !isOver || lot >= 90 ? 'planned' : lot >= 85 ? 'missed' : 'done';
  const isLate = state === 'done' && lot < 5;
  const occurredAt = isLate ? visit.closesAt.add({ hours: 30 }) : visit.targetAt;
  const of = { ...at, visit_id: id, visit_code: visit.visitCode };
  const outcome = {
    ...{ state, occurred_at: state === 'done' ? occurredAt : null, reason: state === 'missed' ? 'other' : null },
  };
  return {
    visit: { ...at, ...asRow(visit, who), ...outcome, id, kind: 'scheduled', version: 1 },
    deviation: state === 'missed' || isLate ? [deviationOf(of, visit, isLate)] : [],
    work: isBefore(visit.opensAt, instantAt(now)) ? workOf(of, visit, state) : [],
  };
}

const asRow = (visit, { anchorAt }) => ({
  ...{ visit_code: visit.visitCode, phase: visit.phase, provisional: visit.provisional, anchor_at: anchorAt },
  ...{ is_primary: visit.primary, is_last: visit.last, unit: visit.unit, zone: visit.zone },
  ...{ target_on: visit.targetOn, target_at: visit.targetAt, opens_at: visit.opensAt, closes_at: visit.closesAt },
  ...{ counted_from: visit.countedFrom, counted_from_at: visit.countedFromAt },
});

const deviationOf = (of, visit, isLate) => ({
  ...{ ...of, id: randomUUID(), kind: isLate ? 'visit-late' : 'visit-missed', rule: 'the window of the visit' },
  ...{
    distance: isLate ? 2 : null,
    unit: isLate ? 'days' : null,
    drafted_at: visit.closesAt,
    state: 'drafted',
    version: 1,
  },
});

/** The visit itself while it waits, and two forms of it. */
function workOf(of, visit, state) {
  const begun = { ...of, begun_at: visit.opensAt, due_at: visit.closesAt };
  const item = (rule, what, endedBy) => ({
    ...{ ...begun, id: randomUUID(), rule, what },
    ...{ ended_by: endedBy, ended_at: endedBy === null ? null : visit.closesAt },
  });
  const answered = state === 'done' ? 'questionnaire.response.submitted.v1' : null;
  return [
    item('visit-in-window', visit.visitCode, state === 'planned' ? null : `scheduling.visit.${state}.v1`),
    item('participant-answers', 'pain', answered),
    item('staff-fills-in', 'skin', answered),
  ];
}
