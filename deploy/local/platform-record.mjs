import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from './json-file.mjs';
import { commandLineOf, stopProcess } from './processes.mjs';

/**
 * Which processes belong to the platform that this launcher runs, on disk: a launcher that was killed cannot stop
 * its services, so the next command does.
 */
export function recordPlatform(folder, number, processes) {
  const records = join(folder, 'platforms');
  mkdirSync(records, { recursive: true });
  const launcher = { pid: process.pid, commandLine: commandLineOf(process.pid) };
  writeJson(join(records, `${process.pid}-${number}.json`), { launcher, processes });
}

/** Forgets a platform that has been stopped. */
export function forgetPlatform(folder, number) {
  rmSync(join(folder, 'platforms', `${process.pid}-${number}.json`), { force: true });
}

/** Stops every process of a platform whose launcher is gone. */
export async function stopLeftovers(folder) {
  const records = join(folder, 'platforms');
  mkdirSync(records, { recursive: true });
  const files = readdirSync(records).filter((file) => file.endsWith('.json'));
  await Promise.all(
    files.map(async (file) => {
      const { launcher, processes } = readJson(join(records, file), { processes: [] });
      if (launcher && commandLineOf(launcher.pid) === launcher.commandLine) return;
      await Promise.all(processes.map((left) => stopProcess(left)));
      rmSync(join(records, file), { force: true });
    }),
  );
}
