#!/usr/bin/env node
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * What a new version of a trial changes, before it is published. From the two files alone: the visits of somebody who
 * follows the plan. With the database of scheduling: every visit and every pending bell of everybody in the trial, by
 * the same code that carries the amendment out. Nothing is written.
 *
 *   amendment-impact OLD.yaml NEW.yaml [--treated-at INSTANT] [--database URL] [--now INSTANT] [--json]
 *
 * The URL may also stand in SCHEDULING_DATABASE_URL; `--now` is the moment to look from, the present unless said. Exit 1 if a file breaks a rule, 2 if it was not called as it must be.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const built = (path) => import(join(root, 'dist', path));
const { instant } = await built('libs/kernel/src/index.js');
const { InvalidTrialFile, loadTrial } = await built('libs/trial-configuration/src/index.js');
const { connectTo, RandomIds, RunningClock, SteppedClock, Transactions } = await built('libs/persistence/src/index.js');
const { impactOf } = await built('apps/scheduling/src/amendments/amendment-impact.js');
const { impactPage } = await built('apps/scheduling/src/amendments/impact.reads.js');
const { planVisit } = await built('apps/scheduling/src/domain/visit.js');
const { planOfParticipant } = await built('apps/scheduling/src/visit-plans/plan-of-participant.js');
const { schedulingDatabase } = await built('apps/scheduling/src/persistence/data-source.js');

const USAGE =
  'Usage: amendment-impact OLD.yaml NEW.yaml [--treated-at INSTANT] [--database URL] [--now INSTANT] [--json]';

async function main() {
  const { files, options } = calledWith(process.argv.slice(2));
  const [before, after] = files.map((file) => loadTrial(file));
  if (before.id !== after.id || after.version <= before.version)
    throw new Error(`${files[1]} is no later version of ${before.id}`);
  const url = options.database ?? process.env.SCHEDULING_DATABASE_URL;
  const rows = url
    ? await ofEverybody(url, before, after, options.now)
    : ofThePlan(before, after, instant(options['treated-at']));
  const heading = `${before.id} ${before.version} to ${after.version}, new consent ${after.amendment?.reconsent ?? 'required'}`;
  const whose = url ? 'everybody in the trial' : `somebody treated at ${options['treated-at']} who follows the plan`;
  if (options.json) for (const row of rows) console.log(JSON.stringify(row));
  else console.log([`${heading}: ${whose}`, '', ...tableOf(rows)].join('\n'));
}

function calledWith(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      'treated-at': { type: 'string', default: '2026-01-05T09:00:00+01:00' },
      database: { type: 'string' },
      now: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length !== 2) throw new Error('name the file in force and the one to come');
  return { files: positionals, options: values };
}

/** Somebody at the first site, of whom nothing has taken place: the plan of the old version beside that of the new. */
function ofThePlan(before, after, anchorAt) {
  const { zone } = before.sites[0];
  const somebody = { randomisedAt: anchorAt, anchorAt, arm: null, zone, endedAs: null, endedAt: null };
  const participant = { ...somebody, consentedAt: anchorAt.subtract({ hours: 24 }) };
  const visits = planOfParticipant(before, participant, [], null).map((planned) => ({
    visit: planVisit(planned.visitCode, 'somebody', planned),
    rung: { opens: false, closes: false },
  }));
  const now = participant.consentedAt.subtract({ hours: 24 * 400 });
  return impactOf(after, participant, visits, null, now).map((impact) => rowOf('somebody', impact));
}

async function ofEverybody(url, before, after, now) {
  const dataSource = await connectTo({ ...schedulingDatabase, url });
  try {
    const clock = now ? new SteppedClock(instant(now)) : new RunningClock();
    const transactions = new Transactions(dataSource, clock, new RandomIds(), 'scheduling');
    const versions = { version: (_, version) => (version === after.version ? after : before) };
    const rows = [];
    for (let cursor; ;) {
      const request = { trialId: after.id, limit: 200, ...(cursor ? { cursor } : {}) };
      const page = await transactions.read(contextOf(after), (tx) => impactPage(tx, versions, after, request));
      for (const { participant, visits, reminders } of page.items)
        for (const impact of visits)
          rows.push({
            ...rowOf(participant.participantCode ?? participant.id, impact),
            remindersBefore: (reminders.get(impact.visitCode)?.before ?? []).map(reminderOf),
            remindersAfter: (reminders.get(impact.visitCode)?.after ?? []).map(reminderOf),
          });
      cursor = page.nextCursor;
      if (!cursor) return rows;
    }
  } finally {
    await dataSource.destroy();
  }
}

const contextOf = ({ id, sites }) => ({
  actor: 'service:scheduling',
  role: 'service',
  organisation: 'platform',
  trialId: id,
  sites: sites.map(({ code }) => code),
  zone: 'UTC',
  reason: 'impact of an amendment',
  trace: '00-00000000000000000000000000000001-0000000000000001-01',
  cause: 'amendment-impact',
});

const rowOf = (participant, { visitCode, change, before, after, fallsOutOfWindow, bellsBefore, bellsAfter }) => ({
  participant,
  visitCode,
  change,
  before: before && windowOf(before),
  after: after && windowOf(after),
  fallsOutOfWindow,
  bellsBefore: textsOf(bellsBefore),
  bellsAfter: textsOf(bellsAfter),
});

const reminderOf = ({ rule, recipient, step, dueAt }) => ({ rule, recipient, step, dueAt: dueAt.toString() });
const windowOf = ({ targetAt, opensAt, closesAt }) => textsOf({ targetAt, opensAt, closesAt });
const textsOf = (instants) =>
  Object.fromEntries(Object.entries(instants).map(([name, at]) => [name, at === null ? null : at.toString()]));

function tableOf(rows) {
  if (rows.length === 0) return ['nothing changes'];
  const window = (of) => (of ? `${of.opensAt} .. ${of.closesAt}` : '-');
  const lines = rows.map(({ participant, visitCode, change, before, after, fallsOutOfWindow }) => [
    participant,
    visitCode,
    change,
    window(before),
    window(after),
    fallsOutOfWindow ? 'falls out of its window' : '',
  ]);
  const all = [['participant', 'visit', 'change', 'window before', 'window after', ''], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all.map((line) =>
    line
      .map((word, column) => word.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

await main().catch((error) => {
  console.error(error instanceof InvalidTrialFile ? error.message : `${error.message}\n${USAGE}`);
  process.exitCode = error instanceof InvalidTrialFile ? 1 : 2;
});
