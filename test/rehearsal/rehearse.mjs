#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MultiBar } from 'cli-progress';
import { checkout, slotFolder } from '../../deploy/local/checkout.mjs';
import { armsNamed, compared, differences } from './compare-worlds.mjs';
import { claimsOfMasking } from './masking-claims.mjs';
import { BEGINNING } from './scenario.mjs';
import { trialFacts } from './trial-facts.mjs';
import { World } from './world.mjs';
import { writeReport } from './write-report.mjs';

/**
 * Runs a whole trial in virtual time through the public API, twice: once as it is, once with the arms swapped; a trial in
 * which nothing is masked once. Prints the report; exits 1 if any invariant fails.
 */
const { values } = parseArgs({
  options: {
    trial: { type: 'string', default: 'manus' },
    participants: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    'swap-arms': { type: 'boolean', default: false },
    single: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    'keep-golden': { type: 'boolean', default: false },
    slot: { type: 'string', default: 'rehearsal' },
    distribution: { type: 'string' },
    result: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run rehearse -- [options]
  --trial NAME       the trial of deploy/trials/NAME.v<n>.yaml (manus)
  --participants N   how many take part (1 to 20; 20)
  --seed TEXT        of every choice and of the randomisation list (1)
  --swap-arms        begin with the arms swapped
  --single           one world only: the comparison of two is left out, as in a trial in which nothing is masked
  --keep             leave the platform running at the end
  --keep-golden      keep what this run reports as what later ones must report: look at the difference
  --slot NAME        of the servers it runs on; two rehearsals at once need two (rehearsal)
  --distribution D   run the build in folder D instead of dist
  --result FILE      also write the JSON report there`);
  process.exit(0);
}

const participants = Number(values.participants);
if (!Number.isInteger(participants) || participants < 1 || participants > 20) {
  console.error('--participants: a whole number from 1 to 20');
  process.exit(2);
}

const began = Date.now();
const trial = trialNamed(values.trial);
const bars = new MultiBar({
  format: '{title} {bar} {percentage}% {value} of {total}',
  stream: process.stderr,
  noTTYOutput: !process.stderr.isTTY,
  notTTYSchedule: 10_000,
});
const worlds = [worldOf('the trial', values['swap-arms'], values.slot, values.keep)];
if (!values.single && trial.masked)
  worlds.push(worldOf('arms swapped', !values['swap-arms'], `${values.slot}-swapped`, false));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void giveUp(130));

const [first, second] = await liveThrough(worlds);
bars.stop();

const invariants = [
  ...first.invariants,
  trial.masked ? noArmNamed(second ? [first, second] : [first]) : nothingClaimsToBeMasked(first),
  ...(second ? twinInvariants(first, second) : []),
];
const outcome = {
  options: { trial: trial.id, seed: values.seed, participants, swapArms: values['swap-arms'] },
  report: first.report,
  invariants,
  mishaps: first.mishaps,
  run: {
    days: trial.finalDay,
    seconds: { ...first.seconds, total: (Date.now() - began) / 1_000 },
    memoryMb: first.memoryMb,
    counts: first.counts,
  },
};
console.log(writeReport(join(checkout, '.reports'), outcome));
if (values.result) writeFileSync(values.result, JSON.stringify(outcome));
const failed = invariants.filter(({ holds }) => !holds);
if (failed.length > 0) {
  console.error(`${failed.length} invariants fail: ${failed.map(({ name }) => name).join('; ')}`);
  console.error(`Logs: ${join(slotFolder(values.slot), 'logs')}`);
}
process.exit(failed.length > 0 ? 1 : 0);

function trialNamed(name) {
  const refuse = (why) => {
    console.error(`--trial: ${why}`);
    process.exit(2);
  };
  try {
    const facts = trialFacts(checkout, name);
    const late = facts.activeFrom.find((from) => Date.parse(from) > Date.parse(BEGINNING));
    return late ? refuse(`a site begins at ${late}, after the rehearsal does at ${BEGINNING}`) : facts;
  } catch (error) {
    return refuse(error.message);
  }
}

function worldOf(title, swapArms, slot, keep) {
  const bar = bars.create(1, 0, { title: title.padEnd(12) });
  const { seed, distribution } = values;
  return new World({
    ...{ title, trial: values.trial, seed, participants, swapArms, slot, keep, keepGolden: values['keep-golden'] },
    ...(distribution ? { distribution } : {}),
    onProgress(done, left) {
      bar.setTotal(done + left);
      bar.update(done);
    },
  });
}

/** The second world opens while the first is under way: one at a time would leave cores idle while people wait for answers. */
async function liveThrough([one, other]) {
  try {
    await one.open();
    return await Promise.all([one.run(), other?.open().then(() => other.run())]);
  } catch (error) {
    bars.stop();
    console.error(`\nThe rehearsal could not be run: ${error.stack ?? error}`);
    console.error(`Logs: ${worlds.map(({ slot }) => join(slotFolder(slot), 'logs')).join(', ')}`);
    return giveUp(1);
  }
}

/** Leaves nothing running. */
async function giveUp(code) {
  await Promise.allSettled(worlds.map((world) => world.close()));
  process.exit(code);
}

/** Two worlds that both say too much could be equal: so each is also read for words that name an arm. */
function noArmNamed(worlds) {
  const named = worlds.flatMap((world) => armsNamed(world, trial.armWords));
  return {
    name: 'nothing that blinded eyes or a log reader saw names an arm',
    holds: named.length === 0,
    evidence: named.length === 0 ? `${trial.armWords.length} words looked for` : named.slice(0, 3).join('; '),
  };
}

/** Where nothing is masked there is one world, and nothing in it may look as if there were something to hide. */
function nothingClaimsToBeMasked(world) {
  const claims = claimsOfMasking(world);
  return {
    name: 'nothing in an open trial claims to be masked',
    holds: claims.length === 0,
    evidence:
      claims.length === 0
        ? `${world.transcript.length} responses and ${world.events.length} events read`
        : claims.slice(0, 3).join('; '),
  };
}

/** Blinded eyes see the same bytes in both worlds, and the two really were different worlds. */
function twinInvariants(one, other) {
  const found = differences(one, other);
  if (found.length > 0) writeFileSync(join(checkout, '.reports', 'differences.txt'), found.join('\n\n'));
  const { responses, liveEvents, events, logLines } = compared(one);
  const arms = ({ transcript }) =>
    transcript
      .filter(({ role, path }) => role === 'pharmacist' && path.endsWith('/allocation-disclosures'))
      .map(({ text }) => JSON.parse(text).arm);
  const [here, there] = [arms(one), arms(other)];
  const isSwapped = (arm, index) => arm !== there[index];
  // With an unequal ratio no list is the other one turned round: then some have another arm, as many as the seed makes it.
  const isEven = new Set(trial.arms.map(({ weight }) => weight)).size === 1;
  const isOther = isEven ? here.every(isSwapped) : here.some(isSwapped);
  return [
    {
      name: isEven ? 'the second world had every arm swapped' : 'the second world had other arms',
      holds: here.length > 0 && here.length === there.length && isOther,
      evidence: `${here.length} disclosures to the pharmacist`,
    },
    {
      name: 'no byte that a blinded role obtained differs between the worlds',
      holds: found.length === 0,
      evidence:
        found.length === 0
          ? `${responses} responses, ${liveEvents} live events, ${events} events and ${logLines} log lines compared`
          : `${found.length} differences: ${found.slice(0, 3).join('\n')}`,
    },
    ...other.invariants
      .filter(({ holds }) => !holds)
      .map((invariant) => ({ ...invariant, name: `${invariant.name} (arms swapped)` })),
  ];
}
