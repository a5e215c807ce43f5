import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';

const REPORTS = join(checkout, '.reports');
/** Far longer than the longest stage takes on a slow machine. */
const LIMIT_MS = 60 * 60_000;
/** For what it started to be stopped. */
const GRACE_MS = 60_000;

/**
 * One thing to run. A `check` either holds or does not; a `suite` says itself how many tests passed, failed and were
 * skipped, in the file it is told to write.
 */
export const check = (name, command, ...args) => ({ kind: 'check', name, command, args });

export function jest(project, ...args) {
  const program = join('node_modules', 'jest', 'bin', 'jest.js');
  return {
    kind: 'suite',
    name: `${project} tests`,
    command: process.execPath,
    args: [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      program,
      '--selectProjects',
      project,
      ...args,
    ],
    resultArgs: (file) => ['--json', `--outputFile=${file}`],
    countsIn: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) => ({
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
    }),
  };
}

/** A rehearsal: its invariants are its tests. */
export const rehearsal = (name, ...args) => insisting(name, join('test', 'rehearsal', 'rehearse.mjs'), ...args);

/** The firewall: each leak that is caught is a test. */
export const blinding = (name, ...args) => insisting(name, join('test', 'blinding', 'blinding.mjs'), ...args);

function insisting(name, program, ...args) {
  return {
    kind: 'suite',
    name,
    command: process.execPath,
    args: [program, ...args],
    resultArgs: (file) => ['--result', file],
    countsIn: ({ invariants }) => ({
      passed: invariants.filter(({ holds }) => holds).length,
      failed: invariants.filter(({ holds }) => !holds).length,
      skipped: 0,
    }),
  };
}

/** Stages that do not mind each other, run at the same time: one at a time would leave cores idle. */
export const together = (...stages) => stages;

/**
 * Runs the stages, all of them whatever fails: one after the other, those given `together` at once, each telling what it
 * has to say when it ends. Prints and keeps the totals; answers the exit code.
 */
export async function runStages(set, stages) {
  mkdirSync(REPORTS, { recursive: true });
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const stage of stages) {
    const all = Array.isArray(stage)
      ? await Promise.all(stage.map((one) => told(one, 'pipe')))
      : [await told(stage, 'inherit')];
    for (const counts of all) for (const kind of Object.keys(totals)) totals[kind] += counts[kind];
  }
  writeFileSync(totalsFile(set), JSON.stringify(totals));
  console.log(`\n${sentence(totals)}`);
  return totals.failed > 0 ? 1 : 0;
}

export const sentence = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
export const totalsFile = (set) => join(REPORTS, `totals-${set}.json`);

async function told(stage, output) {
  const began = Date.now();
  if (output === 'inherit') console.log(`\n── ${stage.name}`);
  const { counts, said } = await run(stage, output);
  if (said) console.log(`\n── ${stage.name}\n${said.trimEnd()}`);
  console.log(`── ${stage.name}: ${sentence(counts)} in ${((Date.now() - began) / 1_000).toFixed(1)} s`);
  return counts;
}

async function run(stage, output) {
  const file = join(REPORTS, `${stage.name.replaceAll(' ', '-')}.json`);
  rmSync(file, { force: true });
  const args = [...stage.args, ...(stage.kind === 'suite' ? stage.resultArgs(file) : [])];
  const { code, said } = await finished(stage.command, args, output);
  if (stage.kind === 'check')
    return { counts: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, said };
  const counts = countsFrom(stage, file);
  // A suite that broke off, or failed without a failing test, has failed.
  return { counts: code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts, said };
}

function countsFrom(stage, file) {
  try {
    return stage.countsIn(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A stage that hangs has failed, and what follows it is still run. */
const finished = (command, args, output) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: checkout, stdio: ['ignore', output, output] });
    const limits = [
      setTimeout(() => child.kill('SIGTERM'), LIMIT_MS),
      setTimeout(() => {
        child.kill('SIGKILL');
        for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      }, LIMIT_MS + GRACE_MS),
    ];
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
    child.once('close', (code) => {
      limits.forEach(clearTimeout);
      resolve({ code: code ?? 1, said });
    });
  });
