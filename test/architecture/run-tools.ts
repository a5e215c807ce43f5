import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

export const REPOSITORY = join(import.meta.dirname, '../..');
export const CANARIES = join(import.meta.dirname, 'canaries');

const cruise = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), severity: z.string() })) }),
  }),
});

export interface Cruise {
  readonly modules: readonly string[];
  readonly rules: readonly string[];
  /** By rule: `importer → imported`. */
  readonly broken: Readonly<Record<string, readonly string[]>>;
}

/** Runs the boundary rules of the repository with `root` as the folder that paths are read from. */
export async function cruiseTree(root: string): Promise<Cruise> {
  const report = await runNode(root, [
    join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['--config', join(REPOSITORY, '.dependency-cruiser.cjs'), '--output-type', 'json'],
    ...['apps', 'libs', 'test', 'deploy'],
  ]);
  const { modules, summary } = cruise.parse(JSON.parse(report));

  const broken: Record<string, string[]> = {};
  for (const { rule, from, to } of summary.violations) {
    (broken[rule.severity === 'error' ? rule.name : `${rule.severity} ${rule.name}`] ??= []).push(
      `${from} → ${imported(to)}`,
    );
  }
  return {
    modules: modules.map(({ source }) => source),
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
    broken,
  };
}

const imported = (path: string): string => path.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)\/.*$/, 'npm:$1');

const lint = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(z.object({ ruleId: z.string().nullable(), message: z.string(), severity: z.number() })),
  }),
);

/** What the linter says about each file below `root`, with `root` as the folder that paths are read from. */
export async function lintTree(root: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const report = await runNode(root, [
    join(REPOSITORY, 'node_modules/eslint/bin/eslint.js'),
    ...['--format', 'json', 'apps', 'libs', 'test', 'deploy'],
  ]);
  return Object.fromEntries(
    lint
      .parse(JSON.parse(report))
      .map(({ filePath, messages }) => [
        filePath.slice(root.length + 1),
        messages.map(
          ({ ruleId, message, severity }) => (severity === 2 ? '' : 'warning ') + findingOf(ruleId, message),
        ),
      ]),
  );
}

const OUR_OWN_WORDS = /^(?:Unexpected use of '\w+'|'[\w.]+' is restricted from being used)\. /;

const findingOf = (ruleId: string | null, message: string): string =>
  ruleId?.startsWith('no-restricted-') ? message.replace(OUR_OWN_WORDS, '') : (ruleId ?? message);

const houseRules = z.array(z.string());

/** Every finding the blocks named `house/…` of the lint configuration can produce. */
export async function houseFindings(): Promise<readonly string[]> {
  const script = `
    const { default: blocks } = await import('./eslint.config.mjs');
    const rules = blocks.filter(({ name }) => name?.startsWith('house/')).flatMap(({ rules }) => Object.entries(rules));
    const findings = rules.flatMap(([rule, [, ...options]]) =>
      rule.startsWith('no-restricted-') ? options.map(({ message }) => message) : [rule]);
    console.log(JSON.stringify([...new Set(findings)]));`;
  return houseRules.parse(JSON.parse(await runNode(REPOSITORY, ['--input-type=module', '--eval', script])));
}

/** Both tools end with a code above zero when they found something; what they print counts, not the code. */
function runNode(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stdout.trim().startsWith('{') || stdout.trim().startsWith('[')) done(stdout);
      else fail(new Error(`${args.join(' ')} in ${cwd}: ${stderr || stdout}`, { cause: error }));
    });
  });
}
