#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';
import { trialFacts } from '../rehearsal/trial-facts.mjs';
import { findingsIn } from './compare-rounds.mjs';
import { catalogue, HARMLESS } from './leaks/catalogue.mjs';
import { ResponseTimes } from './response-times-of-rounds.mjs';
import { TwinPlatforms } from './twin-platforms.mjs';
import { writeReport } from './write-report.mjs';

/**
 * The firewall: two worlds with the arms swapped, in which no byte differs that a blinded role can obtain; and the proof
 * that one would be seen: leaks are planted, and each is caught by what it alone changes. Exits 1 if any does not hold.
 */
const { values } = parseArgs({
  options: {
    leak: { type: 'string', multiple: true },
    apart: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    slot: { type: 'string', default: 'blinding' },
    whole: { type: 'boolean', default: false },
    result: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run test:blinding -- [options]
  --leak SEC41       plant only this one (may be said several times)
  --apart            a round for each leak, instead of one for several that change different things
  --seed TEXT        of every choice and of the randomisation list (1)
  --whole            also run the rehearsal of the whole trial in two worlds
  --slot NAME        of the servers it runs on (blinding)
  --result FILE      also write the outcome there, as JSON`);
  process.exit(0);
}

const began = Date.now();
mkdirSync(join(checkout, '.reports'), { recursive: true });
const trial = trialFacts(checkout);
const arms = trial.arms.map(({ arm }) => arm);
const planted = catalogue.filter(({ id, leak }) => leak && (!values.leak || values.leak.includes(id)));
const invariants = [];
const rounds = [];
const times = new ResponseTimes(arms);
const twins = new TwinPlatforms(values);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void giveUp(130));

try {
  await twins.open();
  console.error(`Two platforms are open after ${secondsSince(began)} s`);
  await clean('nothing differs before a leak is planted');
  await clean('a change that says the same of both arms is no leak', [HARMLESS]);
  for (const leaks of roundsOf(planted.filter(({ leavesTrace }) => !leavesTrace))) await caught(leaks);
  await clean('nothing differs after the leaks are closed');
  for (const leaks of roundsOf(planted.filter(({ leavesTrace }) => leavesTrace))) await caught(leaks);
} catch (error) {
  console.error(error.stack ?? error);
  invariants.push({ name: 'the rounds ran to their end', holds: false, evidence: error.message });
}
await twins.close();
if (values.whole) invariants.push(wholeTrial());

const outcome = { rounds, invariants, catalogue, times: times.report(), seconds: secondsSince(began) };
console.log(writeReport(join(checkout, '.reports'), outcome));
if (values.result) writeFileSync(values.result, JSON.stringify({ invariants }));
const failed = invariants.filter(({ holds }) => !holds);
if (failed.length > 0) console.error(`${failed.length} do not hold. Logs: ${join(slotFolder(values.slot), 'logs')}`);
process.exit(failed.length > 0 ? 1 : 0);

/** Leaks that are open at the same time; one of no numbered round is alone in its own. */
function roundsOf(leaks) {
  const nameOf = ({ id, round }) => (values.apart ? id : (round ?? id));
  return [...new Set(leaks.map(nameOf))].map((name) => leaks.filter((leak) => nameOf(leak) === name));
}

async function clean(name, leaks = []) {
  const { lives, findings } = await round(leaks);
  if (leaks.length === 0) times.add(lives);
  if (findings.length > 0)
    writeFileSync(
      join(checkout, '.reports', 'blinding-differences.txt'),
      findings.map(({ text }) => text).join('\n\n'),
    );
  invariants.push({
    name,
    holds: findings.length === 0,
    evidence:
      findings.length === 0
        ? said(lives[0])
        : `${findings.length}: ${findings
            .slice(0, 3)
            .map(({ text }) => text)
            .join('\n')}`,
  });
}

/** A leak is caught by what it shows, where it shows it; of one that shows in time alone the difference is reported. */
async function caught(leaks) {
  const { lives, findings } = await round(leaks.map(({ id }) => id));
  for (const { id, channel, shows, text } of leaks) {
    if (shows === 'response time') {
      times.addPlanted(id, lives);
      continue;
    }
    const seen = findings.find((finding) => finding.kind === shows && (text?.test(finding.text) ?? true));
    invariants.push({
      name: `${id} is caught: ${channel}`,
      holds: seen !== undefined,
      evidence: seen?.text ?? `not seen as ${shows}; ${findings.length} other findings: ${findings[0]?.text}`,
    });
  }
}

async function round(leaks) {
  const [number, started] = [rounds.length, Date.now()];
  const lives = await twins.live(number, leaks);
  const seconds = secondsSince(started);
  const [one, other] = lives;
  const findings = findingsIn(one.chapters, other.chapters, trial.armWords);
  const open = leaks.join(', ') || 'no leak';
  rounds.push({ leaks: open, seconds, findings: findings.length });
  console.error(`Round ${number}, ${open}: ${seconds} s, ${findings.length} findings`);
  insistOnBothArms(one.arms, other.arms);
  return { lives, findings };
}

/** Worlds that are the same world, or a round with one arm only, would prove nothing. */
function insistOnBothArms(one, other) {
  const people = Object.keys(one);
  const opposite = people.length === 4 && people.every((id) => other[id] !== undefined && one[id] !== other[id]);
  if (!opposite) throw new Error(`the arms are not swapped: ${JSON.stringify([one, other])}`);
}

/** Twenty participants to the last visit: what happens only later than in week 2 is compared there. */
function wholeTrial() {
  const program = join(checkout, 'test', 'rehearsal', 'rehearse.mjs');
  const { status } = spawnSync(process.execPath, [program, '--slot', values.slot], { cwd: checkout, stdio: 'inherit' });
  return { name: 'the whole trial shows no difference', holds: status === 0, evidence: '.reports/rehearsal.md' };
}

function said({ chapters }) {
  const count = (of) => chapters.reduce((sum, chapter) => sum + of(chapter), 0);
  const [exchanges, events] = [count(({ transcript }) => transcript.length), count((chapter) => chapter.events.length)];
  const lines = (of) => count((chapter) => Object.values(chapter[of]).flat().length);
  return `${chapters.length} chapters: ${exchanges} exchanges, ${events} events, ${lines('heard')} live events, ${lines('logs')} log lines`;
}

function secondsSince(moment) {
  return ((Date.now() - moment) / 1_000).toFixed(1);
}

async function giveUp(code) {
  await twins.close();
  process.exit(code);
}
