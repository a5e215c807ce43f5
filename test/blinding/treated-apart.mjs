import { at } from '../rehearsal/trial-time.mjs';

/** The first participants of the trial are treated so far apart. */
const WEEKS_APART = 2;
/** When the last of them is gone. */
export const weeksOf = (people) => WEEKS_APART * people.length;

/** Each from screening to treatment and out again while nobody else is treated, as `stopping.sentinel` wants the first. */
export async function treatApart(life, people, from) {
  for (const [index, person] of people.entries()) {
    const monday = from.add({ weeks: WEEKS_APART * index });
    const work = life.world.work[person.site];
    await stepTo(life.world, monday, '10:00');
    await life.screen(person, work, monday);
    await stepTo(life.world, monday.add({ days: 7 }), '08:00');
    await life.randomise(person, work);
    await stepTo(life.world, monday.add({ days: 7 }), '11:00');
    await life.treat(person, work, monday);
    await life.leave(person, work);
  }
}

/** An act with waits in it: all that follows from one part has happened before the next. */
export async function through(world, parts) {
  for (let part = await parts.next(); !part.done; part = await parts.next()) await world.settle();
}

export async function stepTo(world, day, time) {
  await world.trialTime.stepTo(at(day, time, world.facts.zone));
  await world.settle();
}
