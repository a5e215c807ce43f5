#!/usr/bin/env node
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import { machine, residentMb, revision } from './machine.mjs';
import { PlatformUnderLoad } from './platform-under-load.mjs';
import { measureCommand } from './suites/command.mjs';
import { measureDeadlines } from './suites/deadlines.mjs';
import { measureEvent } from './suites/event.mjs';
import { measureFloors } from './suites/floors.mjs';
import { measureRandomise } from './suites/randomise.mjs';
import { measureSafety } from './suites/safety.mjs';
import { measureSchedule } from './suites/schedule.mjs';
import { measureStart } from './suites/start.mjs';
import { writeReport } from './write-report.mjs';

/** In this order: the platform is started by the first, and loaded by those that follow. */
const SUITES = {
  start: measureStart,
  floors: measureFloors,
  command: measureCommand,
  randomise: measureRandomise,
  event: measureEvent,
  schedule: measureSchedule,
  deadlines: measureDeadlines,
  safety: measureSafety,
};

/** `npm run bench [-- <suite>…]`: measures, prints and writes the figures, and stops everything it started. */
async function main(asked) {
  const unknown = asked.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown !== undefined) throw new Error(`Usage: npm run bench -- [${Object.keys(SUITES).join('|')}]`);
  const names = Object.keys(SUITES).filter((name) => asked.length === 0 || asked.includes(name));
  const began = performance.now();
  const bench = new PlatformUnderLoad();
  const interrupted = () => void bench.close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
  try {
    await bench.open();
    const outcome = { date: new Date().toISOString(), revision: revision(), machine: await machine(bench.stack) };
    const suites = await measure(bench, names);
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.log(writeReport(join(checkout, '.reports'), { ...outcome, seconds, suites }));
  } finally {
    await bench.close();
  }
}

async function measure(bench, names) {
  const suites = {};
  if (!names.includes('start')) await bench.start();
  for (const name of names) {
    console.error(`Measuring ${name}`);
    suites[name] = await SUITES[name](bench);
  }
  if (names.some((name) => ['command', 'randomise', 'event', 'deadlines'].includes(name)))
    suites[names.at(-1)].push(memoryAfterLoad(bench.servicePids));
  return suites;
}

const memoryAfterLoad = (pids) => ({
  name: 'resident memory of the six after the load',
  n: pids.length,
  errors: 0,
  memoryMb: residentMb(pids),
});

main(process.argv.slice(2)).catch((error) => {
  console.error(error.stack ?? error);
  process.exitCode = 1;
});
