import { serve } from './floor/part.mjs';
import { oneCoreInTurns } from './one-core.mjs';
import { person, planOfParticipant, trialOf } from './schedule-ground.mjs';

const PEOPLE = 10_000;
const trial = trialOf('MANUS');
const now = Date.now();
const people = Array.from({ length: PEOPLE }, (_, number) => person(number, now));
const plan = (who) => planOfParticipant(trial, who, [], null);
const made = people.map(plan);
const copy = (_, index) => made[index].map((visit) => ({ ...visit }));

serve(undefined, ({ seconds }) => {
  const [copied, planned] = oneCoreInTurns(people, [copy, plan], seconds);
  return { copied, planned, visits: Math.max(...made.map(({ length }) => length)) };
});
