import { serve } from './floor/part.mjs';
import { person, planOfParticipant, trialOf } from './schedule-ground.mjs';

const PEOPLE = 10_000;
const ROUNDS = 5;
const trial = trialOf('MANUS');
const now = Date.now();
const people = Array.from({ length: PEOPLE }, (_, number) => person(number, now));
const plan = (who) => planOfParticipant(trial, who, [], null);
const made = people.map(plan);
const copy = (_, index) => made[index].map((visit) => ({ ...visit }));

/** Round after round of all people, the two ways in turns; by processor time, because waiting for a core makes no plan. */
serve(undefined, ({ seconds }) => {
  const sides = [
    { work: copy, rounds: [] },
    { work: plan, rounds: [] },
  ];
  for (const { work } of sides) round(work, seconds);
  for (let turn = 0; turn < ROUNDS; turn += 1) for (const { work, rounds } of sides) rounds.push(round(work, seconds));
  const [copied, planned] = sides.map(({ rounds }) => summed(rounds));
  return { copied, planned, visits: Math.max(...made.map(({ length }) => length)) };
});

function round(work, seconds) {
  const began = performance.now();
  const before = process.cpuUsage();
  let n = 0;
  while (performance.now() - began < (seconds * 1_000) / ROUNDS) {
    people.forEach((who, index) => work(who, index));
    n += PEOPLE;
  }
  const { user, system } = process.cpuUsage(before);
  return { n, cpuSeconds: (user + system) / 1e6 };
}

function summed(rounds) {
  const n = rounds.reduce((sum, each) => sum + each.n, 0);
  const cpuSeconds = rounds.reduce((sum, each) => sum + each.cpuSeconds, 0);
  return {
    ...{ n, perSecond: Math.round(n / cpuSeconds), cpuMsEach: Number(((cpuSeconds * 1_000) / n).toFixed(4)) },
    pace: rounds.map((each) => each.n / each.cpuSeconds),
  };
}
